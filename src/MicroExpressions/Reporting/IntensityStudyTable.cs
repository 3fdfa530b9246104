using System.Globalization;
using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.Metrics;

namespace MicroExpressions.Reporting;

/// <summary>A study of intensity as a table: models, what sees no image, the paper's rows.</summary>
public static class IntensityStudyTable
{
    /// <summary>The table of any study.</summary>
    public static ResultTable Of(IntensityStudyResult result)
    {
        bool shuffled = result.Study.Name == IntensityStudy.Shuffled.Name, truth = result.Rows[0].Seeds[0].Truth is not null;
        ResultColumn[] columns =
        [
            new("Prediction"), Best("ρ per clip"), Best("τ per clip"), Best("ρ pooled"), Best("τ pooled"),
            .. shuffled ? [new("ρ shuffled, by position", Format: "0.0000"), new ResultColumn("ρ shuffled, by frame", Format: "0.0000")] : Array.Empty<ResultColumn>(),
            .. truth ? [Best("ρ with truth per clip"), Best("ρ with truth pooled")] : Array.Empty<ResultColumn>(),
            new("Apex error", "frames", "0.0"), new("Clips"), new("Constant", Format: "0.#"),
        ];
        return new($"Intensity {result.Study.Name}, {result.Title}, {result.Scale.Name} scale", columns,
        [
            .. result.Rows.Select(row => Row(row.Name, row.Seeds, shuffled, truth)),
            .. result.Controls.Select(row => Row(row, shuffled, truth)),
            .. result.Paper.Select(row => Padded($"paper: {row.Name} ({row.DataSet})", columns.Length, row.Spearman, row.Kendall)),
        ])
        {
            Footnotes = [.. Notes(result, shuffled, truth)],
        };
    }

    private static ResultColumn Best(string name) => new(name, Format: "0.0000", Best: Reporting.Best.Highest);

    private static ResultRow Row(string name, IReadOnlyList<IntensityResult> seeds, bool shuffled, bool truth) => new(
    [
        name, Over(seeds, r => r.Score.PerClip.Spearman), Over(seeds, r => r.Score.PerClip.Kendall), Over(seeds, r => r.Score.Pooled.Spearman), Over(seeds, r => r.Score.Pooled.Kendall),
        .. shuffled ? [Over(seeds, r => r.ShuffledByPosition.PerClip.Spearman), Over(seeds, r => r.ShuffledByFrame.PerClip.Spearman)] : Array.Empty<object?>(),
        .. truth ? [Over(seeds, r => r.Truth!.PerClip.Spearman), Over(seeds, r => r.Truth!.Pooled.Spearman)] : Array.Empty<object?>(),
        Over(seeds, r => r.Score.ApexErrorFrames), seeds[0].Score.Clips.Length, Over(seeds, r => r.Score.ConstantPredictions),
    ])
    { Origin = seeds[0].Experiment.Split == IntensitySplit.LeakyClipwise ? RowOrigin.Leaky : RowOrigin.Ours };

    private static ResultRow Row(ImageFreeRow row, bool shuffled, bool truth) => new(
    [
        row.Name, row.Score?.PerClip.Spearman, row.Score?.PerClip.Kendall, row.Score?.Pooled.Spearman, row.Score?.Pooled.Kendall,
        // what sees no frame says the same in whatever order they come
        .. shuffled ? [row.Score?.PerClip.Spearman, null] : Array.Empty<object?>(),
        .. truth ? [row.Truth?.PerClip.Spearman, row.Truth?.Pooled.Spearman] : Array.Empty<object?>(),
        row.Score?.ApexErrorFrames, (row.Score ?? row.Truth)!.Clips.Length, row.Score?.ConstantPredictions,
    ])
    { Origin = RowOrigin.Control };

    private static ResultRow Padded(string name, int columns, double spearman, double kendall) =>
        new([name, spearman, kendall, .. Enumerable.Repeat<object?>(null, columns - 3)]) { Origin = RowOrigin.Paper };

    private static IEnumerable<string> Notes(IntensityStudyResult result, bool shuffled, bool truth)
    {
        IntensityExperiment start = result.Start;
        int seeds = result.Rows[0].Seeds.Length;
        yield return result.Study.Question;
        yield return $"Encoder: {start.Encoder.Description}. All rows have the same loss, training and augmentation but for what their names say"
            + (start.Encoder.Frozen ? "; a frozen encoder's vectors are not augmented." : ".");
        if (result.Rows.Any(row => row.Seeds[0].Experiment.Encoder.RandomWeights))
            yield return "Random weights: the same network, given the same, as it was initialised; the row without them says what ImageNet brings.";
        if (result.Rows.Any(row => row.Seeds[0].Experiment.Encoder.ChangeSinceOnset != start.Encoder.ChangeSinceOnset))
            yield return "The frame alone, or its change since the onset: what the encoder is given. Who is given changes knows the onset.";
        yield return string.Create(CultureInfo.InvariantCulture,
            $"[chosen] {start.Training.Steps} Adam steps, batch {start.Training.BatchSize} [paper], learning rate {start.Training.LearningRate}, λ = ({start.Loss.SquaredError}, {start.Loss.Smoothness}, {start.Loss.ApexRanking}), m = {start.Loss.ApexMargin}, GRU {start.Hidden} wide; frames {result.Scale.Frames.Size}². {seeds} {(seeds == 1 ? "seed" : "seeds: mean ± standard deviation")}.");
        if (start.Split is IntensitySplit.LeaveOneSubjectOut && result.Study.Name != IntensityStudy.Split.Name && !result.Study.IsTransfer)
            yield return "Every clip is predicted by a model that never saw its subject.";
        if (result.Rows.Any(row => row.Seeds[0].Experiment.Split == IntensitySplit.LeakyClipwise))
            yield return "The leaky row learnt from the faces that it is tested on: it shows what that is worth and is never set in bold.";
        yield return "Rows that see no image: each clip gets the mean label of the other subjects, or one symmetric curve. A model below them has not looked.";
        if (result.MonotoneClips + result.RepeatingClips > 0)
            yield return $"{result.MonotoneClips} clips have their apex at an end (their label only rises or falls); {result.RepeatingClips} have fewer than 16 frames, some of which stand for two points. All are kept.";
        if (truth)
            yield return "ρ with truth: with the intensity that moved the face. The pseudo labels are only a guess of it; their own rows show how good a guess.";
        if (shuffled)
            yield return "Shuffled: the same models get a clip's frames in another order. By position: does it still predict the old curve (it counts frames)? By frame: does the prediction move with the frames (it looks)?";
        if (result.Paper.Count > 0)
            yield return "The paper's rows are as printed on its own data; its abstract contradicts its tables. A constant prediction scores 0 and is counted.";
    }

    private static MeanAndDeviation Over(IReadOnlyList<IntensityResult> seeds, Func<IntensityResult, double> value) => MeanAndDeviation.Of([.. seeds.Select(value)]);
}
