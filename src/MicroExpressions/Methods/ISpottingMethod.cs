using MicroExpressions.Features;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using MicroExpressions.Video;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>
/// A published method of spotting with all its settings. It says what it needs and how videos become intervals; of folds, files,
/// thresholds and tables it knows nothing. A record whose text holds everything that decides a result, which tells runs apart: what
/// decides nothing is implemented explicitly, so that it does not stand there.
/// </summary>
public interface ISpottingMethod
{
    /// <summary>Where it comes from.</summary>
    PublishedMethod Published { get; }

    /// <summary>All settings, one a line.</summary>
    string Describe();
}

/// <summary>A method that finds expressions in the frames of a video without having seen any before.</summary>
public interface ITrainingFreeMethod : ISpottingMethod
{
    /// <summary>What is found in a video, best first.</summary>
    /// <param name="video">the whole frames</param>
    /// <param name="cancellation">ends the work between two frames</param>
    /// <exception cref="InputException">no face in it, or a rate that the method is not for; the face models are not there</exception>
    IReadOnlyList<SpottedInterval> Find(IFrameSource video, CancellationToken cancellation = default);
}

/// <summary>A method that learns from videos.</summary>
public interface ILearningMethod : ISpottingMethod
{
    /// <summary>What the training videos tell it.</summary>
    Supervision Supervision { get; }

    /// <summary>Steps, batches, rate, seed.</summary>
    TrainingSettings Training { get; }

    /// <summary>Which frame of an expression is the labelled one, where points are told [paper: any].</summary>
    PointLabels Points => new() { Seed = (ulong)Training.Seed };

    /// <summary>Of its widest layer: a narrow network gains nothing by a second thread.</summary>
    int Width { get; }

    /// <summary>What makes the features that only this method looks at; null: it is shown those that a set has, I3D's in the papers.</summary>
    /// <param name="framesPerSecond">of the set's videos: what is so many seconds long is so many frames</param>
    IFeatureExtractor? OwnFeatures(double framesPerSecond) => null;

    /// <summary>The same method, trained otherwise or with another seed; what else it draws, it draws with that seed.</summary>
    /// <param name="training">steps, batches, rate, seed</param>
    ILearningMethod With(TrainingSettings training);

    /// <summary>The same method with its layers narrower [ours: what makes a published width feasible on two cores]; one that is small as published stays as it is.</summary>
    /// <param name="share">of the published width, in (0, 1]</param>
    ILearningMethod Narrowed(double share);

    /// <summary>A training, ready for its first step.</summary>
    /// <param name="videos">the training videos, <see cref="TaughtVideo.Of"/> this method's supervision</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach it</exception>
    MethodTraining Begin(IReadOnlyList<TaughtVideo> videos, Device? device = null);

    /// <summary>The network by itself, into which weights are read.</summary>
    /// <param name="rgb">numbers a snippet of appearance</param>
    /// <param name="flow">numbers a snippet of motion</param>
    /// <param name="device">where to run; null: the CPU</param>
    LearntSpotter Untrained(int rgb, int flow, Device? device = null);
}

/// <summary>A network that finds expressions.</summary>
/// <param name="Weights">what is kept of it</param>
/// <param name="Spotter">what it finds; evaluates, whatever state the network was in</param>
public sealed record LearntSpotter(nn.Module Weights, ISpotter Spotter);
