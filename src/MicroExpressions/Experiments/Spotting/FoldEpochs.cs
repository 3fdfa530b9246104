using MicroExpressions.Methods;
using MicroExpressions.Metrics;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// Looks at a training from outside, at moments spread evenly over its steps: what would be found in the held-out videos now? The
/// training does not notice. What was seen is kept in a file, so that an interrupted fold does not lose its earlier epochs.
/// </summary>
/// <param name="experiment">how often to look, and how to get from attention to intervals</param>
/// <param name="training">what is looked at</param>
/// <param name="tested">the held-out videos</param>
/// <param name="taught">the other people's videos: searched once, at the end</param>
/// <param name="file">where the epochs are kept until the fold is done</param>
/// <param name="fold">the subject left out</param>
internal sealed class FoldEpochs(
    SpottingExperiment experiment, MethodTraining training, IReadOnlyList<SpottingVideo> tested, IReadOnlyList<SpottingVideo> taught, string file, string fold)
{
    private readonly SortedDictionary<int, SpottedEpoch> seen =
        new(File.Exists(file) ? SpottingFoldResult.Read(file).Epochs.ToDictionary(e => e.Step) : []);

    /// <summary>To be called after each step.</summary>
    /// <param name="step">steps done</param>
    public void After(int step)
    {
        if (!experiment.EvaluatedSteps.Contains(step))
            return;
        // scoring never counts more of a video; only the last epoch is kept whole
        int most = step == experiment.Steps ? int.MaxValue : Counted;
        seen[step] = new(step, Found(training.Learnt.Spotter.Find, tested, most));
        if (step < experiment.Steps)
            training.train();
        new SpottingFoldResult(fold, [.. seen.Values], [], [], get_num_threads()).Write(file);
    }

    /// <summary>The fold's result; the file is not needed any more once that is written.</summary>
    /// <param name="losses">of each training step</param>
    public SpottingFoldResult Result(IReadOnlyList<double> losses) => new(fold, [.. seen.Values], Found(training.Learnt.Spotter.Find, taught, Counted), losses, get_num_threads());

    /// <summary>The result of a method that learns nothing.</summary>
    /// <param name="find">what it finds in a video</param>
    /// <param name="fold">the subject left out</param>
    /// <param name="tested">that subject's videos</param>
    /// <param name="others">the other people's: what its threshold is chosen on</param>
    public static SpottingFoldResult Untaught(Func<SpottingVideo, IReadOnlyList<SpottedInterval>> find, string fold, IReadOnlyList<SpottingVideo> tested, IReadOnlyList<SpottingVideo> others) =>
        new(fold, [new(0, Found(find, tested, int.MaxValue))], Found(find, others, Counted), [], get_num_threads());

    private static int Counted => new ScoringOptions().MaximumPerVideo;

    private static IReadOnlyList<Detection> Found(Func<SpottingVideo, IReadOnlyList<SpottedInterval>> find, IReadOnlyList<SpottingVideo> videos, int most) =>
        [.. videos.SelectMany(v => find(v).Take(most).Select(found => found.In(v.Subject, v.Name)))];
}
