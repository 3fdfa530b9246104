using MicroExpressions.PseudoLabels;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace MicroExpressions.Losses;

/// <summary>Vectors with their classes: those of the batch, or those of the memory bank.</summary>
/// <param name="Vectors"><c>[N, D]</c></param>
/// <param name="Classes"><c>[N]</c>; null where there is no vector</param>
public sealed record ClassedVectors(Tensor Vectors, IReadOnlyList<SnippetClass?> Classes);

/// <summary>Regions of one class should look alike, and unlike those of the other classes (DFCL's InfoNCE).</summary>
public static class ContrastiveLoss
{
    /// <summary>
    /// Eq. (17). For each foreground region vector r, of length 1, with positives 𝒫 of its class in the bank and negatives 𝒩 of the others:
    /// <c>L_fcl = −mean_{r⁺∈𝒫} log(e^{r·r⁺/τ}/(e^{r·r⁺/τ} + Σ_{r⁻∈𝒩} e^{r·r⁻/τ}))</c>, averaged over the r that have both; 0 where none has.
    /// </summary>
    /// <param name="regions">the batch's region vectors; only foreground ones count</param>
    /// <param name="bank">the memory bank's, without gradient</param>
    /// <param name="temperature">τ</param>
    /// <exception cref="InputException">vectors of different width, or another number of them than of classes</exception>
    [PaperEquation("PWES", 17)]
    public static Tensor Of(ClassedVectors regions, ClassedVectors bank, double temperature)
    {
        Shapes.Expect("L_fcl", (regions.Vectors, $"regions [{regions.Classes.Count}, D]"), (bank.Vectors, $"bank [{bank.Classes.Count}, D]"));
        bool Has(Func<SnippetClass, bool> which) => bank.Classes.Any(c => c is SnippetClass known && which(known));
        int[] anchors = [.. Enumerable.Range(0, regions.Classes.Count).Where(i =>
            regions.Classes[i] is SnippetClass own and not SnippetClass.Background && Has(c => c == own) && Has(c => c != own))];
        if (anchors.Length == 0)
            return zeros([], dtype: regions.Vectors.dtype, device: regions.Vectors.device);

        Tensor r = F.normalize(regions.Vectors.index_select(0, Indices(anchors, regions.Vectors.device)), p: 2, dim: 1);    // [N, D]
        Tensor similar = r.matmul(F.normalize(bank.Vectors, p: 2, dim: 1).t()) / temperature;                                // [N, M]
        Tensor positive = Which(anchors, (own, other) => other == own), negative = Which(anchors, (own, other) => other is not null && other != own);
        Tensor others = similar.masked_fill(negative.logical_not(), double.NegativeInfinity).logsumexp(1, keepdim: true);    // [N, 1]
        // −log(e^a/(e^a + e^b)) = softplus(b − a)
        Tensor each = (F.softplus(others - similar) * positive.to(similar.dtype)).sum(1) / positive.sum(1);                  // [N]
        return each.mean();

        Tensor Which(int[] rows, Func<SnippetClass?, SnippetClass?, bool> relation) => tensor(
            rows.SelectMany(i => bank.Classes.Select(c => relation(regions.Classes[i], c))).ToArray(), device: similar.device)
            .view(rows.Length, bank.Classes.Count);
    }

    private static Tensor Indices(int[] rows, Device device) => tensor(rows.Select(i => (long)i).ToArray(), dtype: int64, device: device);
}
