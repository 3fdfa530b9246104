using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>
/// The columns of a list of detections without a header, such as <c>s15/15_0101,2,39,s15</c>. The annotations tell which text is a video
/// and which a subject; of the numbers two are frames, a third may be a score; what may be read in two ways is refused.
/// </summary>
internal sealed class HeaderlessColumns(string file, IReadOnlyList<SheetRow> rows, bool decimalComma, VideoNames videos)
{
    private readonly string[][] columns =
        [.. Enumerable.Range(0, rows.Max(r => r.Cells.Count)).Select(c => rows.Select(r => r.Text(c)).OfType<string>().Where(t => !DetectionColumns.IsBlank(t)).ToArray())];

    private readonly Dictionary<DetectionRole, int> at = [];

    /// <exception cref="InputException">the columns are not enough, or may mean several things</exception>
    public DetectionColumns Tell()
    {
        List<int> numbers = Those(IsNumber), texts = [.. Those(_ => true).Except(numbers)];
        Take(texts, DetectionRole.Outcome, c => columns[c].All(DetectionColumns.IsOutcome));
        Take(texts, DetectionRole.Kind, c => columns[c].All(t => ExpressionKinds.Read(t) is not null));
        Take(texts, DetectionRole.Video, c => Most(c, t => videos.Find(t).Count > 0));
        Take(texts, DetectionRole.Subject, c => Most(c, videos.HasSubject));
        if (texts.Count == 1)
            Take(texts, DetectionRole.Video, _ => true); // its rows then say which names are not known
        if (!at.ContainsKey(DetectionRole.Video))
            throw Refused(texts.Count == 0 ? "no column of names" : $"{texts.Count} columns of text, none of which names videos of the annotations");
        if (numbers.Count > 2)
            Take(numbers, DetectionRole.Subject, IsSubjectOfVideo);
        Ends(numbers);
        return new(at, HasHeader: false, [.. columns.Select((_, i) => $"column {i + 1}")]);
    }

    private void Ends(List<int> numbers)
    {
        if (numbers.Count == 3)
            Take(numbers, DetectionRole.Score, c => IsScoreBeside(c, numbers));
        if (numbers.Count >= 4 && at.TryGetValue(DetectionRole.Outcome, out int outcome))
        {
            int pair = DetectionColumns.PredictedPair(rows, outcome, numbers[0], numbers[2])
                ?? throw Refused("two pairs of frames and no row FP or FN that tells which of them was predicted");
            int i = pair == numbers[0] ? 0 : 2;
            (at[DetectionRole.Onset], at[DetectionRole.Offset]) = (numbers[i], numbers[i + 1]);
            (at[DetectionRole.TruthOnset], at[DetectionRole.TruthOffset]) = (numbers[2 - i], numbers[3 - i]);
            numbers.RemoveRange(0, 4);
            if (numbers.Count == 1)
                Take(numbers, DetectionRole.Score, _ => true);
            if (numbers.Count > 0)
                throw Refused($"{numbers.Count + 4} columns of numbers");
        }
        else
        {
            (at[DetectionRole.Onset], at[DetectionRole.Offset]) = numbers.Count == 2 ? (numbers[0], numbers[1])
                : throw Refused($"{numbers.Count} columns of numbers that may be frames{(numbers.Count == 3 ? " (onset, apex, offset? onset, offset, score?)" : "")}");
        }
    }

    /// <summary>Scores lie from 0 to 1 where the frames do not, or have fractions where the frames have none.</summary>
    private bool IsScoreBeside(int column, IEnumerable<int> numbers)
    {
        double[] own = Numbers(column);
        double[][] others = [.. numbers.Where(c => c != column).Select(Numbers)];
        return (own.All(v => v is >= 0 and <= 1) && others.All(o => o.Any(v => v > 1)))
            || (own.Any(v => v != Math.Floor(v)) && others.All(o => o.All(v => v == Math.Floor(v))));
    }

    /// <summary>Every row whose video is known says that video's subject.</summary>
    private bool IsSubjectOfVideo(int column) => rows.All(row =>
        row.Text(column) is { } subject && (row.Text(at[DetectionRole.Video]) is not { } name
            || videos.Find(name) is not [var video] || VideoNames.SameSubject(video.Subject, subject)));

    private void Take(List<int> from, DetectionRole role, Func<int, bool> is_)
    {
        if (!at.ContainsKey(role) && from.FindIndex(c => is_(c)) is >= 0 and int index)
        {
            at[role] = from[index];
            from.RemoveAt(index);
        }
    }

    private List<int> Those(Func<string, bool> all) => [.. Enumerable.Range(0, columns.Length).Where(c => columns[c].Length > 0 && columns[c].All(all))];

    private bool Most(int column, Func<string, bool> holds) => 2 * columns[column].Count(holds) > columns[column].Length;

    private bool IsNumber(string text) => DelimitedText.TryNumber(text, decimalComma, out _);

    private double[] Numbers(int column) => [.. columns[column].Select(t => DelimitedText.TryNumber(t, decimalComma, out double n) ? n : double.NaN)];

    private InputException Refused(string found) => new(
        $"{file}, row {rows[0].Number}", $"no header, and {found}: {string.Join(" | ", rows[0].Cells.Select((_, i) => rows[0].Text(i) ?? ""))}",
        "columns that can only mean one thing: a video, its first and last frame, perhaps subject, score, type",
        "Put a first row there that names them, such as video,onset,offset,score.");
}
