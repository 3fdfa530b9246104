using TorchSharp;

namespace SystemTorch.Tests.Conformance;

/// <summary>The public surface is a subset of TorchSharp's: api/torchsharp-0.106.0.txt, made by api/make_api_list.py.</summary>
public class ConformanceTests
{
    // The list holds what TorchSharp's sources write; the sources of these classes write no constructor, so they have the compiler's.
    private static readonly string[] WithoutWrittenConstructor =
    [
        "TorchSharp.DisposeScopeManager", "TorchSharp.LifetimeStatistics", "TorchSharp.ThreadDisposeScopeStatistics",
        "TorchSharp.Modules.Adam.Options", "TorchSharp.Modules.AdamW.Options", "TorchSharp.Modules.RMSProp.Options",
        "TorchSharp.Modules.SGD.Options", "TorchSharp.Modules.OptimizerOptions", "TorchSharp.Modules.ParamGroup",
        "TorchSharp.Utils.ComponentNameAttribute", "TorchSharp.Utils.OrderedDict`2", "TorchSharp.torch.utils.data.Dataset",
        "TorchSharp.torch.utils.data.Dataset`1", "TorchSharp.torch.utils.data.IterableDataset",
    ];

    [Fact]
    public void Every_public_declaration_is_one_of_TorchSharps()
    {
        IReadOnlyList<PublicType> ours = Reflected.Types(typeof(torch).Assembly.GetTypes());
        IReadOnlyList<PublicType> theirs =
        [
            .. Listed.Types(File.ReadLines(Path.Combine(AppContext.BaseDirectory, "api", "torchsharp-0.106.0.txt"))).Select(type =>
                WithoutWrittenConstructor.Contains(type.Name) ? type with { Members = [.. type.Members, ImplicitConstructor(type)] } : type),
        ];

        IReadOnlyList<string> differences = Comparison.Differences(ours, theirs);

        Assert.True(differences.Count == 0, $"{differences.Count} declarations that TorchSharp lacks:\n{string.Join("\n", differences)}");
    }

    private static PublicMember ImplicitConstructor(PublicType type) =>
        new(".ctor", type.Kind == "abstract class" ? "protected .ctor()" : "public .ctor()", false);

    [Fact]
    public void Both_sides_are_read_whole()
    {
        IReadOnlyList<PublicType> ours = Reflected.Types(typeof(torch).Assembly.GetTypes());

        PublicType tensor = ours.Single(t => t.Name == "TorchSharp.torch.Tensor");
        Assert.True(tensor.Members.Count > 300, $"{tensor.Members.Count} members of Tensor");
        string[] lines = [.. tensor.Members.Select(m => m.Line)];
        Assert.Contains("public Tensor sum(long dim, bool keepdim = false, ScalarType? type = null)", lines);
        Assert.Contains("public (Tensor values, Tensor indexes) max(long dim, bool keepdim = false)", lines);
    }
}
