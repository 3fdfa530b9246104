using System.Security.Cryptography;
using System.Text;
using MicroExpressions.Features;
using MicroExpressions.Methods;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>One row of a table with one seed: a method on a set, leave-one-subject-out.</summary>
/// <param name="Name">the row's name</param>
/// <param name="Method">all settings, the seed among them</param>
public sealed record SpottingExperiment(string Name, ISpottingMethod Method)
{
    /// <summary>Which of the row's repetitions this is; a method that learns nothing gives the same each time, and is run once.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Whether each video's features are brought to a scale of their own before the method sees them [ours: hand-made features gain by it]. PWES has a setting of its own.</summary>
    public bool VideosOnOwnScale { get; init; }

    /// <summary>The method, where it is PWES or one of its ablations.</summary>
    /// <exception cref="InvalidCastException">it is another</exception>
    public PwesMethod Pwes => (PwesMethod)Method;

    /// <summary>Training steps; 0 for a method that learns nothing.</summary>
    public int Steps => (Method as ILearningMethod)?.Training.Steps ?? 0;

    /// <summary>What a reader must know that the name, which is the paper's, does not tell; else empty.</summary>
    public string Note { get; init; } = "";

    /// <summary>
    /// The features of the synthetic corpus that it is shown; null: those of the set that it is run on. They are part of the set, whose
    /// fingerprint tells them, not of the method.
    /// </summary>
    public CorpusFeatures? Features { get; init; }

    /// <summary>What makes the features that only this row's method looks at; null for a method that is shown those of the set.</summary>
    /// <param name="framesPerSecond">of the set's videos</param>
    public IFeatureExtractor? OwnFeatures(double framesPerSecond) => (Method as ILearningMethod)?.OwnFeatures(framesPerSecond);

    /// <summary>
    /// How often the held-out subject is looked at while training goes on, evenly, the end included [chosen: the paper's figures are maxima
    /// over epochs, how many is not said].
    /// </summary>
    public int Evaluations { get; init; } = 10;

    /// <summary><see cref="NumericBasis"/>: another torch or device, other run. A run sets it.</summary>
    public string Basis { get; init; } = "";

    /// <summary>After these steps the held-out subject is looked at.</summary>
    public IReadOnlyList<int> EvaluatedSteps => Steps == 0 ? [0] :
        [.. Enumerable.Range(1, Evaluations).Select(i => (int)Math.Round(i * Steps / (double)Evaluations)).Where(step => step > 0).Distinct()];

    /// <summary>Name of the run's folder: SHA-256 of the method's settings, the evaluations, the basis and the data, shortened. The row's name is not part of it: rows of different tables that are the same are run once.</summary>
    /// <param name="fingerprint"><see cref="SpottingDataSet.Fingerprint"/></param>
    public string Hash(string fingerprint) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Describe()}\n{fingerprint}")))[..16];

    /// <summary>All that decides the run but the data, one setting a line.</summary>
    internal string Describe() => $"{Method.Describe()}\n{(VideosOnOwnScale ? "videos on their own scale\n" : "")}{Evaluations} evaluations\n{Basis}";

    /// <summary>The same, run by this torch.</summary>
    /// <param name="device">where; null: the CPU</param>
    internal SpottingExperiment On(Device? device) => this with { Basis = NumericBasis.Of(device) };

    /// <summary>The same with another seed: of weights, order and dropout, and of the points' draw.</summary>
    public SpottingExperiment WithSeed(int seed) =>
        this with { Seed = seed, Method = Method is ILearningMethod learning ? learning.With(learning.Training with { Seed = seed }) : Method };
}
