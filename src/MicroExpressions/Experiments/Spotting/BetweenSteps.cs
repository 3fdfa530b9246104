using MicroExpressions.Training;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>Work between two steps of a training, in the training's own thread.</summary>
/// <param name="action">told the step done</param>
internal sealed class BetweenSteps(Action<TrainingProgress> action) : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value) => action(value);
}
