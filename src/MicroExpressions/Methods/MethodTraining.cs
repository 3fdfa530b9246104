using MicroExpressions.Losses;
using MicroExpressions.Training;
using static TorchSharp.torch;

namespace MicroExpressions.Methods;

/// <summary>
/// A method while it learns: network, training videos and whatever it remembers between steps. As one module, so that a checkpoint holds
/// all of it: what a step changes is a parameter or a buffer.
/// </summary>
/// <param name="name">the module's</param>
public abstract class MethodTraining(string name) : nn.Module(name)
{
    /// <summary>The network as it is now.</summary>
    public abstract LearntSpotter Learnt { get; }

    /// <summary>How many examples a step chooses from: videos, windows or frames.</summary>
    protected abstract int Examples { get; }

    /// <summary>How it is trained.</summary>
    protected abstract TrainingSettings Settings { get; }

    /// <summary>All that decides the result, a line a setting: a checkpoint of another training is refused.</summary>
    protected abstract string Description { get; }

    /// <summary>One step's loss. Chance comes from the step's own generator and torch's, which the trainer seeds.</summary>
    public abstract LossTerms Step(TrainingStep step);

    /// <summary>Trains the network and leaves it in evaluation mode.</summary>
    /// <param name="checkpoint">file to go on from and to write; null for none</param>
    /// <param name="progress">told after each step</param>
    /// <param name="cancellation">stops after a step, which is then in the checkpoint</param>
    /// <returns>the loss at each step</returns>
    /// <exception cref="InputException">a checkpoint that is damaged or of another training</exception>
    /// <exception cref="LossNotFiniteException">a term is NaN or infinite</exception>
    public IReadOnlyList<double> Run(string? checkpoint = null, IProgress<TrainingProgress>? progress = null, CancellationToken cancellation = default) =>
        new Trainer(Settings, Description, checkpoint).Run(this, Examples, Step, progress, cancellation);
}
