using System.Globalization;
using MicroExpressions.Losses;
using static TorchSharp.torch;

namespace MicroExpressions.Training;

/// <summary>A loss became NaN or infinite. The training stops before the model takes the step.</summary>
public sealed class LossNotFiniteException : Exception
{
    private LossNotFiniteException(string message, int step, string term) : base(message) => (Step, Term) = (step, term);

    /// <summary>The step, from 0.</summary>
    public int Step { get; }

    /// <summary>The first term that is not finite; the sum, where each term is.</summary>
    public string Term { get; }

    internal static LossNotFiniteException At(int step, LossTerms terms, string? checkpoint)
    {
        var values = terms.Terms.Select(t => (t.Name, Value: t.Value.to(float64).item<double>())).ToList();
        string term = values.FirstOrDefault(v => !double.IsFinite(v.Value)).Name ?? "the weighted sum";
        string listed = string.Join(", ", values.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Name} = {v.Value:g4}")));
        string kept = checkpoint is null ? "There is no checkpoint yet." : $"The last good state is kept in {checkpoint}.";
        return new($"step {step}: {term} is not finite ({listed}). {kept} Lower the learning rate, or look at the batch's values.", step, term);
    }
}
