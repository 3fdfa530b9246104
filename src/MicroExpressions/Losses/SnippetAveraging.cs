using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Losses;

/// <summary>What the mean of Eq. (16) is taken over: what a point counts beside pseudo labels. The paper says nothing of it.</summary>
public enum SnippetAveraging
{
    /// <summary>All labelled snippets of the batch: a point among thirty pseudo labels counts a thirtieth.</summary>
    Batch,

    /// <summary>Each video's labelled snippets, then the videos: a long video counts no more than a short one.</summary>
    Video,

    /// <summary>Snippets labelled as an expression and snippets labelled as background apart, then both: however much background there is, expressions are half of what counts.</summary>
    Classes,
}

/// <summary>The three means.</summary>
internal static class SnippetAverages
{
    /// <summary>The mean of <paramref name="each"/> over what is labelled; 0 where nothing is.</summary>
    /// <param name="averaging">over what</param>
    /// <param name="each"><c>[B, T]</c></param>
    /// <param name="labels">Ỹ <c>[B, T, 3]</c></param>
    public static Tensor Of(this SnippetAveraging averaging, Tensor each, Tensor labels)
    {
        Tensor labelled = labels.amax([2]);                                                 // [B, T]
        switch (averaging)
        {
            case SnippetAveraging.Batch:
                return Mean(each, labelled);
            case SnippetAveraging.Video:
                Tensor count = labelled.sum(dim: 1), known = count.gt(0).to(each.dtype);    // [B]
                return ((each * labelled).sum(dim: 1) / count.clamp(min: 1)).sum() / known.sum().clamp(min: 1);
            case SnippetAveraging.Classes:
                Tensor expression = labels.narrow(2, 0, 2).amax([2]), background = labelled - expression;
                Tensor sides = expression.amax([0, 1]) + background.amax([0, 1]);           // how many of both there are
                return (Mean(each, expression) + Mean(each, background)) / sides.clamp(min: 1);
            default:
                throw Unknown(averaging);
        }
    }

    /// <summary>What to say of a value that names none of them.</summary>
    internal static InputException Unknown(SnippetAveraging averaging) => new(
        "the spotting loss", $"averaging {averaging}", $"one of {string.Join(", ", Enum.GetNames<SnippetAveraging>())}", "Name one of these.");

    private static Tensor Mean(Tensor each, Tensor which) => (each * which).sum() / which.sum().clamp(min: 1);
}
