using MicroExpressions.Training;

namespace MicroExpressions.Tests.Training;

/// <summary>Interrupts a training after a step.</summary>
internal sealed class StopAt(int step, CancellationTokenSource source) : IProgress<TrainingProgress>
{
    public void Report(TrainingProgress value)
    {
        if (value.Step == step)
            source.Cancel();
    }
}
