using MicroExpressions.Features;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>3D-CNN: no flow; a small network compares each frame with those half an expression before and after it, once for each kind of expression.</summary>
public sealed record ReferenceFrameMethod : ILearningMethod
{
    /// <summary>What is made of the frames.</summary>
    public NormalisedFaceSettings Faces { get; init; } = new();

    /// <summary>k in seconds: from a frame to its reference frames, half a micro-expression [chosen: as <see cref="PeakDurations.Micro"/>; the paper calculates it from durations].</summary>
    public double MicroDistance { get; init; } = 0.2;

    /// <summary>K in seconds, half a macro-expression [chosen: as <see cref="PeakDurations.Macro"/>].</summary>
    public double MacroDistance { get; init; } = 0.6;

    /// <summary>Maps of the three convolutions.</summary>
    public ReferenceFrameMaps Convolutions { get; init; } = new();

    /// <summary>Share that is dropped before the scores [chosen].</summary>
    public double Dropout { get; init; } = 0.5;

    /// <summary>From scores to intervals [chosen: MTSN's search; of the two scores a micro-expression's is the higher at its peak].</summary>
    public PeakSearch Search { get; init; } = new() { LeastContrast = 0 };

    /// <summary>Steps, frames in a batch, rate [chosen].</summary>
    public TrainingSettings Training { get; init; } = new() { Steps = 1000, BatchSize = 64, LearningRate = 1e-3 };

    PublishedMethod ISpottingMethod.Published => new(
        "3d-cnn", "Yap", 2022,
        "Yap, Yap, Davison, Kendrick, Li, Wang, Cunningham: 3D-CNN for facial micro- and macro-expression spotting on long video sequences using temporal oriented reference frame, ACM MM 2022",
        Supervision.Full, MethodInput.Frames, "none")
    {
        Reconstructed = "known are two streams with shared weights, whose reference frames lie at a micro- and at a macro-expression's distance, local contrast normalisation, and three convolutions, "
            + "some depthwise separable. Distances, widths, picture size, loss (cross entropy of either kind on as many frames outside as inside expressions), training and the search for intervals, which is MTSN's, had to be chosen",
    };

    Supervision ILearningMethod.Supervision => Supervision.Full;

    int ILearningMethod.Width => Convolutions.Third;

    IFeatureExtractor? ILearningMethod.OwnFeatures(double framesPerSecond) => new NormalisedFaceExtractor(Faces, framesPerSecond);

    /// <inheritdoc/>
    public ILearningMethod With(TrainingSettings training) => this with { Training = training };

    /// <summary>As it is: its maps are few.</summary>
    /// <param name="share">of the width</param>
    public ILearningMethod Narrowed(double share) => this;

    /// <inheritdoc/>
    public MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null) => new ReferenceFrameTraining(this, videos, device);

    /// <inheritdoc/>
    public LearntSpotter Untrained(int rgb, int flow, Device? device = null)
    {
        ReferenceFrameNetwork network = Network(rgb).to(device ?? CPU);
        return new(network, new ReferenceFrameSpotter(network, this, device));
    }

    /// <inheritdoc/>
    public string Describe() => ToString().Replace(", ", ",\n", StringComparison.Ordinal);

    /// <exception cref="InputException">features that are not its own</exception>
    internal ReferenceFrameNetwork Network(int rgb) => rgb == Faces.Side * Faces.Side ? new(Convolutions, Dropout, Faces.Side) : throw new InputException(
        "3D-CNN", $"features of {rgb} numbers a row", $"{Faces.Side * Faces.Side}, a face of {Faces.Side} × {Faces.Side} pixels",
        $"Extract its own features: mex features extract … --extractor {NormalisedFaceExtractor.Name.Split('/')[0]}.");

    /// <summary>k and K in rows of a video.</summary>
    internal (int Micro, int Macro) Distances(SpottingVideo video) =>
        (FrameRows.Of(MicroDistance, video.SnippetLength, video.FramesPerSecond), FrameRows.Of(MacroDistance, video.SnippetLength, video.FramesPerSecond));
}
