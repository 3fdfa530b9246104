using MicroExpressions.Annotations;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Synthesis;
using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>How much is spent on an experiment: what it reads and how long it trains.</summary>
/// <param name="Name"><c>smoke</c>, <c>demo</c>, <c>paper</c></param>
/// <param name="Corpus">the synthetic corpus</param>
/// <param name="Base">what all rows start from: the full method</param>
public sealed record SpottingScale(string Name, SyntheticSettings Corpus, PwesMethod Base)
{
    private static readonly PwesMethod Hoof = new() { Model = new() { RgbDimension = 576, FlowDimension = 576 }, Scaling = true };

    /// <summary>Each video on a scale of its own instead of the training videos': on the corpus, whose people differ, far better on people left out.</summary>
    private static readonly PwesMethod OwnScale = Hoof with { Model = Hoof.Model with { VideoScaling = true }, Scaling = false };

    /// <summary>Which of Table I's rows teaches weights for new videos [chosen: the best by the fixed threshold].</summary>
    public string WeightsRow { get; init; } = SpottingStudy.Intervals;

    /// <summary>
    /// The most memory that a process of Table I's folds took at this scale, in MB [measured on one thread; demo: after several
    /// folds, which takes a fifth more than one; at paper scale a step with features of I3D's width]. 0 for a scale that is none of the commands'.
    /// </summary>
    public double FoldMegabytes { get; init; }

    /// <summary>Can training finish? Seconds.</summary>
    public static SpottingScale Smoke { get; } = new("smoke", SyntheticSettings.Small with { Subjects = 4, MicroPerMinute = 14, LongestVideoSeconds = 12 },
        Shortened(Hoof with { Model = Hoof.Model with { Projection = 16 } }, steps: 50))
    { FoldMegabytes = 250 };

    /// <summary>Features projected to 64: minutes on two cores [chosen: 200 steps].</summary>
    public static SpottingScale Demo { get; } = new("demo", SyntheticSettings.Default,
        Shortened(OwnScale with { Model = OwnScale.Model with { Projection = 64 } }, steps: 200))
    { FoldMegabytes = 650 };

    /// <summary>As demo, on ten other people: what weights and generators are chosen on, so that no figure of a table has chosen anything.</summary>
    public static SpottingScale Development { get; } = Demo with { Name = "development", Corpus = Demo.Corpus with { Seed = 20252 } };

    /// <summary>As demo, on ten people more, filmed worse: whether what was chosen holds elsewhere [chosen: half as much disturbance again, stronger compression].</summary>
    public static SpottingScale Elsewhere { get; } = Demo with
    {
        Name = "elsewhere",
        Corpus = Demo.Corpus with { Seed = 20253, Disturbance = 1.5 * Demo.Corpus.Disturbance, JpegQuality = 60 },
    };

    /// <summary>The paper's iterations, features projected to 256 [ours]: about what two cores can do.</summary>
    public static SpottingScale Compact { get; } = new("compact", SyntheticSettings.Default with { Size = 224 }, OwnScale with { Model = OwnScale.Model.Compact() }) { FoldMegabytes = 700 };

    /// <summary>The paper's iterations and the features' full width.</summary>
    public static SpottingScale Paper { get; } = new("paper", SyntheticSettings.Default with { Size = 224 }, OwnScale) { FoldMegabytes = 1250 };

    /// <summary>
    /// What the notebooks train, in seconds: twelve short videos of four people who sit still before a camera without noise, some with a
    /// micro-expression, some with a macro-expression, some with both [chosen; easier than any real set]. Its scores say nothing, so it
    /// is none of the commands' scales.
    /// </summary>
    public static SpottingScale Lesson { get; } = new("lesson",
        SyntheticSettings.Default with
        {
            Seed = 3,
            Subjects = 4,
            VideosPerSubject = 3,
            ClipsPerSubject = 0,
            ShortestVideoSeconds = 10,
            LongestVideoSeconds = 18,
            Size = 96,
            MicroPerMinute = 3,
            MacroPerMinute = 3,
            Disturbance = 0.1,
            Noise = 0,
            JpegQuality = 0,
        },
        Shortened(Hoof with { Model = Hoof.Model with { Projection = 32 }, Training = Hoof.Training with { LearningRate = 2e-3 } }, steps: 150) with { PreTraining = 30 });

    /// <summary>
    /// The weights of the notebooks that show a video rather than a method: eight short videos full of expressions, with the camera's noise,
    /// so that what is learnt carries over to another face [chosen].
    /// </summary>
    public static SpottingScale Tour { get; } = new("tour",
        Lesson.Corpus with
        {
            Seed = SyntheticSettings.Default.Seed,
            VideosPerSubject = 2,
            ShortestVideoSeconds = 14,
            Size = 64,
            MicroPerMinute = 9,
            MacroPerMinute = 9,
            Disturbance = 0.3,
            Noise = SyntheticSettings.Default.Noise,
            JpegQuality = SyntheticSettings.Default.JpegQuality,
        },
        Lesson.Base with { Training = Lesson.Base.Training with { LearningRate = 1e-3 } });

    /// <summary>Those of the commands.</summary>
    public static IReadOnlyList<SpottingScale> All { get; } = [Smoke, Demo, Development, Elsewhere, Compact, Paper];

    /// <summary>
    /// The full method for a set at this scale: its features' widths, scaled where they are not the paper's; rate, regions and share of
    /// pre-training that the paper gives for it (SAMM-LV has its own).
    /// </summary>
    public PwesMethod MethodFor(SpottingDataSet data)
    {
        var features = data.Videos[0].Features;
        PwesMethod method = Base with
        {
            Model = Base.Model with
            {
                RgbDimension = features.Rgb.Dimension,
                FlowDimension = features.Flow.Dimension,
                VideoScaling = data.NeedsScaling && Base.Model.VideoScaling,
            },
            Scaling = data.NeedsScaling && Base.Scaling,
        };
        PwesMethod samm = PwesMethod.SammLongVideos;
        return data.Id != SammLongVideos.Id ? method : method with
        {
            Regions = samm.Regions,
            PreTraining = Math.Max(1, samm.PreTraining * Base.Training.Steps / samm.Training.Steps),
            Training = Base.Training with { LearningRate = samm.Training.LearningRate },
        };
    }

    /// <summary>Fewer steps, and as large a share of them for pre-training.</summary>
    private static PwesMethod Shortened(PwesMethod method, int steps) => method with
    {
        PreTraining = Math.Max(1, method.PreTraining * steps / method.Training.Steps),
        Training = method.Training with { Steps = steps },
    };
}
