using MicroExpressions.Annotations;
using MicroExpressions.Synthesis;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>How much is spent on an experiment: what it reads and how long it trains.</summary>
/// <param name="Name"><c>smoke</c>, <c>demo</c>, <c>paper</c></param>
/// <param name="Frames">size of the frames</param>
/// <param name="Corpus">the synthetic corpus, where that is the set</param>
/// <param name="Base">what all rows of an experiment start from</param>
public sealed record IntensityScale(string Name, FrameSettings Frames, SyntheticSettings Corpus, IntensityExperiment Base)
{
    /// <summary>
    /// What the scales with a frozen encoder start from. It is given each frame's change since the onset, not the frame as the paper's
    /// is: whether ImageNet's or random, weights that do not learn make of whole frames vectors that tell faces apart, not movements.
    /// Tables have both; this is the one place that chooses.
    /// </summary>
    private static readonly IntensityExperiment Frozen = new() { Encoder = new() { Frozen = true, ChangeSinceOnset = true }, Training = new() { Steps = 150, LearningRate = 1e-3 } };

    /// <summary>Can training finish? Seconds; three folds, since its corpus has three people.</summary>
    public static IntensityScale Smoke { get; } = new("smoke", new() { Size = 64 }, SyntheticSettings.Small,
        Frozen with { Folds = 3, Training = Frozen.Training with { Steps = 20 } });

    /// <summary>Frozen encoder: minutes on two cores [chosen: 150 steps at learning rate 1e-3].</summary>
    public static IntensityScale Demo { get; } = new("demo", new() { Size = 112 }, SyntheticSettings.Default, Frozen);

    /// <summary>The paper's: the encoder trained with the rest, 224² [1000 steps chosen: the paper does not say how long].</summary>
    public static IntensityScale Paper { get; } = new("paper", new(), SyntheticSettings.Default with { Size = 224 }, new());

    /// <summary>
    /// What the notebooks train where intensity is not their subject, in seconds: 24 small clips of four people [chosen]. Its scores say
    /// nothing, so it is none of the commands' scales.
    /// </summary>
    public static IntensityScale Lesson { get; } = new("lesson", new() { Size = 64 },
        SyntheticSettings.Small with { Subjects = 4, ClipsPerSubject = 6, Disturbance = 0.3, Noise = 0, JpegQuality = 0 }, Frozen);

    /// <summary>The three of the commands.</summary>
    public static IReadOnlyList<IntensityScale> All { get; } = [Smoke, Demo, Paper];

    /// <summary>A set at this scale.</summary>
    /// <param name="set"><see cref="IntensityDataSet.Ids"/></param>
    /// <param name="root">the data root; needed for the real sets</param>
    /// <exception cref="InputException">no data root, or the set is not in it</exception>
    public IntensityDataSet Load(string set, DataRoot? root) => set == IntensityDataSet.Synthetic ? IntensityDataSet.Of(Corpus)
        : IntensityDataSet.Of(root ?? throw new InputException($"--set {set}", "no data root", $"the sheets and frames of {set}", DataRoot.HowToName), set);

    /// <summary>
    /// The set that a transfer from this one goes to: the other real set, or a grey synthetic corpus of other people [chosen], as
    /// SAMM is grey and CASME II in colour.
    /// </summary>
    /// <param name="set">the set that teaches</param>
    /// <param name="root">the data root; needed for the real sets</param>
    /// <exception cref="InputException">no data root, or the set is not in it</exception>
    public IntensityDataSet LoadTransferTarget(string set, DataRoot? root) => set switch
    {
        IntensityDataSet.Synthetic => IntensityDataSet.Of(Corpus with { Seed = Corpus.Seed + 1, Channels = 1 }) with { Title = "grey synthetic corpus of other people" },
        Samm.Id => Load(CasmeTwo.Id, root),
        _ => Load(Samm.Id, root),
    };
}
