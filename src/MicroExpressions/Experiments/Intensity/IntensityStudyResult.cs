using System.Collections.Immutable;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>A row's results, one a seed.</summary>
/// <param name="Name">what the row is called</param>
/// <param name="Seeds">the results in order of the seeds</param>
public sealed record IntensityStudyRow(string Name, ImmutableArray<IntensityResult> Seeds);

/// <summary>A prediction that sees no image, scored as a model's.</summary>
/// <param name="Name">what it is</param>
/// <param name="Score">against the pseudo labels; null for a label itself</param>
/// <param name="Truth">against the true intensity; null where it is not known</param>
public sealed record ImageFreeRow(string Name, IntensityScore? Score, IntensityScore? Truth);

/// <summary>What a study found, with what it must be measured by.</summary>
/// <param name="Study">the study</param>
/// <param name="Title">the set</param>
/// <param name="Scale">how much was spent</param>
/// <param name="Start">what the rows start from: all that they have in common</param>
/// <param name="Rows">the models</param>
/// <param name="Controls">predictions that see no image, and labels against the truth</param>
/// <param name="Paper">the paper's rows</param>
/// <param name="MonotoneClips">clips whose apex is an end</param>
/// <param name="RepeatingClips">clips of fewer frames than points</param>
public sealed record IntensityStudyResult(
    IntensityStudy Study, string Title, IntensityScale Scale, IntensityExperiment Start, ImmutableArray<IntensityStudyRow> Rows,
    ImmutableArray<ImageFreeRow> Controls, IReadOnlyList<IntensityRow> Paper, int MonotoneClips, int RepeatingClips)
{
    /// <summary>Runs every row with every seed; what was run before is read.</summary>
    /// <param name="study">the study</param>
    /// <param name="scale">how much to spend</param>
    /// <param name="inputs">the set, or both sets of a transfer</param>
    /// <param name="start">what the rows start from; usually the scale's own</param>
    /// <param name="seeds">how many, from 1</param>
    /// <param name="place">where to work and keep</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">data or kept files that cannot be used</exception>
    public static IntensityStudyResult Run(
        IntensityStudy study, IntensityScale scale, IntensityInputs inputs, IntensityExperiment start, int seeds, RunPlace place,
        IProgress<IntensityProgress>? progress = null, CancellationToken cancellation = default)
    {
        var run = new IntensityRun(inputs, place);
        ImmutableArray<IntensityStudyRow> rows =
        [
            .. study.Experiments(start, seeds).Chunk(seeds).Select(row => new IntensityStudyRow(row[0].Name, [.. row.Select(one => run.Run(one, progress, cancellation))])),
        ];
        string title = string.Join(" to ", inputs.Sets.Select(set => set.Title));
        var tested = study.IsTransfer ? inputs.Clips[inputs.Taught..] : inputs.Clips;
        return new(study, title, scale, start, rows, [.. ControlRows(study, inputs, rows)], study.PaperRows(inputs.Sets[^1].Id),
            tested.Count(c => IntensityCurve.Label(c.Label, start.Shape).IsMonotone), tested.Count(c => c.RepeatsFrames));
    }

    private static IEnumerable<ImageFreeRow> ControlRows(IntensityStudy study, IntensityInputs inputs, ImmutableArray<IntensityStudyRow> rows)
    {
        ImmutableArray<IntensityCurve> truth = rows[0].Seeds[0].TruthCurves;
        if (study.IsTransfer)
        {
            ImmutableArray<IntensityCurve> labels = inputs.Curves(new TriangularShape());
            ImmutableArray<double> taught = [.. Enumerable.Range(0, IntensityCurve.DefaultLength).Select(t => labels[..inputs.Taught].Average(l => l.Values[t]))];
            ImmutableArray<double>[] everywhere = [.. labels[inputs.Taught..].Select(_ => taught)];
            yield return new("mean curve of the set that teaches", IntensityScore.Of(labels[inputs.Taught..], everywhere), Against(truth, everywhere));
        }
        var set = study.IsTransfer ? inputs.Sets[1] : inputs.Sets[0];
        foreach (IntensityShape shape in study.Name == IntensityStudy.Shapes.Name ? IntensityStudy.AllShapes : [new TriangularShape()])
        {
            string suffix = study.Name == IntensityStudy.Shapes.Name ? $", {IntensityStudy.ShapeName(shape)}" : "";
            IntensityControls controls = IntensityControls.Run(set.Id, [.. set.Clips.Select(c => c.Label)], shape);
            yield return Control("leave-one-subject-out mean curve" + suffix, controls.MeanCurve);
            yield return Control("one symmetric curve" + suffix, controls.SymmetricCurveTied);
        }
        if (truth.IsEmpty)
            yield break;
        foreach (IntensityShape shape in IntensityStudy.AllShapes)
            yield return new($"the pseudo label itself, {IntensityStudy.ShapeName(shape)}", null,
                Against(truth, [.. truth.Select(t => IntensityCurve.Label(t.Clip, shape).Values)]));

        ImageFreeRow Control(string name, IntensityScore score) => new(name, score, Against(truth, [.. score.Clips.Select(c => c.Predicted)]));
    }

    private static IntensityScore? Against(ImmutableArray<IntensityCurve> truth, ImmutableArray<double>[] predictions) =>
        truth.IsEmpty ? null : IntensityScore.Of(truth, predictions);
}
