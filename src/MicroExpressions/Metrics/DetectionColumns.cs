using MicroExpressions.Annotations;

namespace MicroExpressions.Metrics;

/// <summary>What a column of a list of detections holds.</summary>
internal enum DetectionRole
{
    /// <summary>The person.</summary>
    Subject,

    /// <summary>The video, by name or path.</summary>
    Video,

    /// <summary>First frame of what was found.</summary>
    Onset,

    /// <summary>Last frame of what was found.</summary>
    Offset,

    /// <summary>How sure the model is.</summary>
    Score,

    /// <summary>Micro or macro.</summary>
    Kind,

    /// <summary>TP, FP or FN, as an earlier evaluation had it.</summary>
    Outcome,

    /// <summary>The rate that the frames count at.</summary>
    Rate,

    /// <summary>First frame of the labelled interval beside which a detection stands.</summary>
    TruthOnset,

    /// <summary>Last frame of the same.</summary>
    TruthOffset,
}

/// <summary>Which column of a list of detections holds what: told by the first row where it names them, else by what stands in them.</summary>
/// <param name="At">role → column, from 0</param>
/// <param name="HasHeader">whether the first row names the columns</param>
/// <param name="Names">column → how messages call it</param>
internal sealed record DetectionColumns(IReadOnlyDictionary<DetectionRole, int> At, bool HasHeader, IReadOnlyList<string> Names)
{
    private const string Example = "video,onset,offset or subject,video,onset,offset,score";

    /// <summary>Names that a prediction's ends have beside those of the truth.</summary>
    private static readonly Dictionary<string, DetectionRole> Predicted = Words(
        (DetectionRole.Onset, "predonset onsetpred predictedonset onsetpredicted predstart startpred predictedstart predstartframe predonsetframe"),
        (DetectionRole.Offset, "predoffset offsetpred predictedoffset offsetpredicted predend endpred predictedend predendframe predoffsetframe"));

    private static readonly Dictionary<string, DetectionRole> Plainly = Words(
        (DetectionRole.Subject, "subject sub subj subjectid subjectname subjectno person participant"),
        (DetectionRole.Video, "video vid videoname videoid videopath vidname filename file path sequence seq"),
        (DetectionRole.Onset, "onset start onsetframe startframe framestart begin beginframe"),
        (DetectionRole.Offset, "offset end offsetframe endframe frameend stop stopframe"),
        (DetectionRole.Score, "score scores confidence conf prob probability predscore"),
        (DetectionRole.Kind, "type kind predtype typepred predkind expressiontype expressionkind exptype"),
        (DetectionRole.Outcome, "result outcome tpfpfn tpfnfp fptpfn status evaluation"),
        (DetectionRole.Rate, "fps rate framerate framespersecond"));

    private static readonly Dictionary<string, DetectionRole> Truth = Words(
        (DetectionRole.TruthOnset, "gtonset onsetgt gtstart startgt truthonset onsettruth trueonset groundtruthonset onsetgroundtruth gtonsetframe gtstartframe"),
        (DetectionRole.TruthOffset, "gtoffset offsetgt gtend endgt truthoffset offsettruth trueoffset groundtruthoffset offsetgroundtruth gtoffsetframe gtendframe"));

    /// <summary>Columns of a file that are not used, by name.</summary>
    public IEnumerable<string> Unused => Names.Where((_, i) => !At.Values.Contains(i));

    /// <summary>Tells the columns.</summary>
    /// <param name="file">for messages</param>
    /// <param name="rows">the rows that hold anything, the first among them perhaps a header</param>
    /// <param name="decimalComma">how numbers are written</param>
    /// <param name="videos">those of the annotations, by which names are told from other texts where no header does</param>
    /// <exception cref="InputException">the columns are not enough, or may mean several things</exception>
    public static DetectionColumns Of(string file, IReadOnlyList<SheetRow> rows, bool decimalComma, VideoNames videos)
    {
        string[] first = [.. rows[0].Cells.Select((_, i) => rows[0].Text(i)).OfType<string>()];
        bool hasHeader = !first.Any(cell => DelimitedText.TryNumber(cell, decimalComma, out _))
            && (first.Any(cell => Plainly.ContainsKey(Word(cell)) || Predicted.ContainsKey(Word(cell))) || !first.Any(cell => IsOutcome(cell) || videos.Find(cell).Count > 0));
        return hasHeader ? Headed(file, rows, decimalComma) : new HeaderlessColumns(file, rows, decimalComma, videos).Tell();
    }

    /// <summary>Whether the text is TP, FP, FN or TN.</summary>
    public static bool IsOutcome(string text) => text.ToUpperInvariant() is "TP" or "FP" or "FN" or "TN";

    /// <summary>Of two pairs of ends the one that was predicted: blank where something was missed, filled where nothing was labelled. Null where no row tells.</summary>
    /// <param name="rows">without header</param>
    /// <param name="outcome">the column of TP, FP, FN</param>
    /// <param name="first">the first column of one pair</param>
    /// <param name="second">the first column of the other</param>
    public static int? PredictedPair(IEnumerable<SheetRow> rows, int outcome, int first, int second)
    {
        bool firstIs = false, secondIs = false;
        foreach (SheetRow row in rows)
        {
            (bool a, bool b) = (IsBlank(row.Text(first)), IsBlank(row.Text(second)));
            string? said = row.Text(outcome)?.ToUpperInvariant();
            firstIs |= (said == "FN" && a && !b) || (said == "FP" && !a && b);
            secondIs |= (said == "FN" && !a && b) || (said == "FP" && a && !b);
        }
        return firstIs == secondIs ? null : firstIs ? first : second;
    }

    /// <summary>Nothing, or a mark that stands for nothing.</summary>
    public static bool IsBlank(string? text) => text is null || DelimitedText.IsMark(text);

    private static DetectionColumns Headed(string file, IReadOnlyList<SheetRow> rows, bool decimalComma)
    {
        SheetRow header = rows[0];
        string place = $"{file}, row {header.Number}";
        string[] names = [.. header.Cells.Select((_, i) => header.Text(i) ?? $"column {i + 1}")];
        string[] words = [.. names.Select(Word)];
        IReadOnlyList<SheetRow> below = [.. rows.Skip(1)];
        int[] outcomes = [.. Enumerable.Range(0, names.Length).Where(i => below.Any(r => r.Text(i) is not null) && below.All(r => r.Text(i) is not { } cell || IsOutcome(cell)))];
        var at = new Dictionary<DetectionRole, int>();
        if (outcomes.Length > 0)
            at[DetectionRole.Outcome] = outcomes[0];

        bool saysPredicted = words.Any(Predicted.ContainsKey);
        foreach (DetectionRole role in Enum.GetValues<DetectionRole>())
        {
            bool isEnd = role is DetectionRole.Onset or DetectionRole.Offset;
            // beside pred_onset, a plain onset is the truth's
            Dictionary<string, DetectionRole> table = isEnd && saysPredicted ? Predicted : role >= DetectionRole.TruthOnset ? Truth : Plainly;
            int[] columns = [.. Enumerable.Range(0, words.Length).Where(i => table.TryGetValue(words[i], out DetectionRole r) && r == role && !outcomes.Contains(i))];
            if (columns.Length == 1)
                at.TryAdd(role, columns[0]);
            else if (columns.Length == 2 && isEnd && at.TryGetValue(DetectionRole.Outcome, out int outcome))
            {
                bool isFirst = PredictedPair(below, outcome, columns[0], columns[1]) is int chosen ? chosen == columns[0]
                    : throw Ambiguous(place, columns.Select(c => names[c]), "name the predicted ones pred_onset and pred_offset");
                at[role] = columns[isFirst ? 0 : 1];
                at[role == DetectionRole.Onset ? DetectionRole.TruthOnset : DetectionRole.TruthOffset] = columns[isFirst ? 1 : 0];
            }
            else if (columns.Length > 1)
                throw Ambiguous(place, columns.Select(c => names[c]), "rename or remove all but one");
        }
        if (saysPredicted)
            foreach ((DetectionRole end, DetectionRole truth) in new[] { (DetectionRole.Onset, DetectionRole.TruthOnset), (DetectionRole.Offset, DetectionRole.TruthOffset) })
                if (Enumerable.Range(0, words.Length).FirstOrDefault(i => Plainly.TryGetValue(words[i], out DetectionRole r) && r == end, -1) is >= 0 and int plain)
                    at.TryAdd(truth, plain);

        DetectionRole[] missing = [.. new[] { DetectionRole.Video, DetectionRole.Onset, DetectionRole.Offset }.Where(r => !at.ContainsKey(r))];
        return missing.Length == 0 ? new(at, HasHeader: true, names) : throw new InputException(
            place, $"the columns {string.Join(", ", names)}", $"{string.Join(" and ", missing.Select(Described))}",
            $"The first row must name them, as in {Example}; a file without a header needs frame numbers in its first row."
            + (words.Any(w => w.Contains("sec", StringComparison.Ordinal)) ? " Seconds are not read: write frames, seconds × rate + 1." : ""));
    }

    /// <summary>"Pred Onset", "pred_onset" and "predOnset" are one name.</summary>
    private static string Word(string name) => string.Concat(name.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    private static string Described(DetectionRole role) => role switch
    {
        DetectionRole.Video => "a column for the video (video, vid, filename)",
        DetectionRole.Onset => "a column for the first frame (onset, start, pred_onset)",
        _ => "a column for the last frame (offset, end, pred_offset)",
    };

    private static InputException Ambiguous(string place, IEnumerable<string> columns, string remedy) => new(
        place, $"the columns {string.Join(" and ", columns)}, which may mean the same", "one of them", char.ToUpperInvariant(remedy[0]) + remedy[1..] + ".");

    private static Dictionary<string, DetectionRole> Words(params (DetectionRole Role, string Words)[] roles) =>
        roles.SelectMany(r => r.Words.Split(' ').Select(word => (word, r.Role))).ToDictionary();
}
