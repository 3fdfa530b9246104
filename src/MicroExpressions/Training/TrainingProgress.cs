namespace MicroExpressions.Training;

/// <summary>What a training tells while it runs.</summary>
/// <param name="Step">steps done</param>
/// <param name="Of">steps in all</param>
/// <param name="Loss">the weighted sum at this step</param>
/// <param name="Remaining">time left at the pace so far</param>
public readonly record struct TrainingProgress(int Step, int Of, double Loss, TimeSpan Remaining);
