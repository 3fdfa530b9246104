using System.Collections.Immutable;
using MicroExpressions.Annotations;
using MicroExpressions.Experiments.PaperTables;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Experiments;

/// <summary>
/// What an intensity model must beat to have seen anything: predictions made without looking at a single frame, scored as a model's
/// would be. Every clip runs from onset to offset, so its label rises and falls whatever the face does, and a curve that does the same
/// correlates with it highly.
/// </summary>
/// <param name="DataSet">the data set's id</param>
/// <param name="Subjects">people in it</param>
/// <param name="MonotoneClips">clips whose apex is an end: kept, their labels only rise or only fall</param>
/// <param name="MeanCurve">each clip gets the mean label of all clips of the other subjects</param>
/// <param name="SymmetricCurve">
/// each clip gets the shape with its apex in the middle, as the formula gives it. In binary arithmetic points that mirror each other
/// differ in the last bit, and rank correlations see an order in it
/// </param>
/// <param name="SymmetricCurveTied">the same with mirrored points exactly equal, which is what the curve means</param>
/// <param name="Paper">the paper's rows for this data set</param>
public sealed record IntensityControls(
    string DataSet, int Subjects, int MonotoneClips,
    IntensityScore MeanCurve, IntensityScore SymmetricCurve, IntensityScore SymmetricCurveTied, IReadOnlyList<IntensityRow> Paper)
{
    /// <summary>Clips scored.</summary>
    public int Clips => MeanCurve.Clips.Length;

    /// <summary>Scores the controls on the clips of one data set under the paper's triangular labels.</summary>
    /// <param name="dataSet">the data set's id, which finds the paper's rows</param>
    /// <param name="clips">the clips</param>
    /// <exception cref="InputException">a clip whose frames are out of order, or clips of fewer than two subjects</exception>
    public static IntensityControls Run(string dataSet, IReadOnlyList<Clip> clips) => Run(dataSet, clips, new TriangularShape());

    /// <summary>The same under labels of another shape.</summary>
    /// <param name="dataSet">the data set's id, which finds the paper's rows</param>
    /// <param name="clips">the clips</param>
    /// <param name="shape">the labels' shape</param>
    /// <exception cref="InputException">a clip whose frames are out of order, or clips of fewer than two subjects</exception>
    public static IntensityControls Run(string dataSet, IReadOnlyList<Clip> clips, IntensityShape shape)
    {
        ImmutableArray<IntensityCurve> labels = [.. clips.Select(clip => IntensityCurve.Label(clip, shape))];
        int subjects = clips.Select(clip => clip.Subject).Distinct().Count();
        if (subjects < 2)
            throw new InputException(
                $"clips of {dataSet}", $"{subjects} subjects", "at least two, since each is predicted from the others",
                "Give the whole data set.");

        var symmetric = Symmetric(shape);
        return new(
            dataSet, subjects, labels.Count(l => l.IsMonotone),
            IntensityScore.Of(labels, MeanOfOtherSubjects(labels)),
            IntensityScore.Of(labels, [.. labels.Select(_ => symmetric)]),
            IntensityScore.Of(labels, [.. labels.Select(_ => Mirrored(symmetric))]),
            IntensityTable.Of(dataSet));
    }

    /// <summary>For each clip the mean label of all clips whose subject is another, point by point.</summary>
    public static ImmutableArray<ImmutableArray<double>> MeanOfOtherSubjects(IReadOnlyList<IntensityCurve> labels)
    {
        var bySubject = labels.Select(l => l.Clip.Subject).Distinct().ToDictionary(
            subject => subject, subject => Mean([.. labels.Where(l => l.Clip.Subject != subject)]));
        return [.. labels.Select(l => bySubject[l.Clip.Subject])];
    }

    private static ImmutableArray<double> Mean(ImmutableArray<IntensityCurve> labels) =>
        [.. Enumerable.Range(0, IntensityCurve.DefaultLength).Select(t => labels.Average(l => l.Values[t]))];

    private static ImmutableArray<double> Symmetric(IntensityShape shape) =>
    [
        .. Enumerable.Range(0, IntensityCurve.DefaultLength)
            .Select(t => shape.At(IntensityCurve.NormalisedTime(t, IntensityCurve.DefaultLength), α: 0.5)),
    ];

    /// <summary>The first half, and the first half again from its end.</summary>
    private static ImmutableArray<double> Mirrored(ImmutableArray<double> curve) =>
        [.. curve.Select((_, t) => curve[Math.Min(t, curve.Length - 1 - t)])];
}
