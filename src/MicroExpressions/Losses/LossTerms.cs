using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>One term of a loss.</summary>
/// <param name="Name">the paper's name for it, for messages: <c>L_mse</c></param>
/// <param name="Weight">λ</param>
/// <param name="Value">a scalar tensor with its graph</param>
public sealed record LossTerm(string Name, double Weight, Tensor Value);

/// <summary>A loss as the weighted terms that make it up, so that what goes wrong can be told by name.</summary>
/// <param name="Terms">at least one</param>
public sealed record LossTerms(params IReadOnlyList<LossTerm> Terms)
{
    /// <summary><c>Σ λ_i L_i</c>, terms of weight 0 left out.</summary>
    /// <exception cref="ArgumentException">all weights are 0</exception>
    /// <exception cref="InputException">a term that is no scalar</exception>
    public Tensor Sum()
    {
        Tensor? sum = null;
        foreach (LossTerm term in Terms.Where(t => t.Weight != 0))
        {
            Shapes.Expect("a loss", (term.Value, $"{term.Name} []"));
            Tensor weighted = term.Weight == 1 ? term.Value : term.Value * term.Weight;
            sum = sum is null ? weighted : sum + weighted;
        }
        return sum ?? throw new ArgumentException("a loss whose weights are all 0 teaches nothing");
    }

    /// <summary>Keeps the terms' values when the innermost dispose scope ends.</summary>
    public LossTerms MoveToOuterDisposeScope()
    {
        foreach (LossTerm term in Terms)
            term.Value.MoveToOuterDisposeScope();
        return this;
    }
}
