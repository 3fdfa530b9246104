namespace SystemTorch.Tests.Conformance;

/// <summary>The comparison itself, on a small library: it must see each kind of deviation and nothing else.</summary>
public class ComparisonTests
{
    // as the list of TorchSharp's declarations writes what Fakes.Faithful declares
    private static readonly string[] List =
    [
        "X.Pair\tTYPE\tpublic class : IDisposable",
        "X.Pair..ctor\tMEMBER\tpublic Pair(long size = 4L)",
        "X.Pair.Dispose\tMEMBER\tpublic void Dispose()",
        "X.Pair.split\tMEMBER\tpublic virtual (Tensor values, Tensor indexes) split(params long[] sizes)",
        "X.Pair.mix\tMEMBER\tpublic static Tensor mix("
            + "X.Tensor left, Tensor? right = null, float alpha = 0.1f, double eps = 1e-05, X.Mode mode = Mode.Slow)",
        "X.Pair.reach\tMEMBER\tpublic long? reach(long? dim = null, (long, long)? span = null, bool keepdim = false)",
        "X.Pair.item\tMEMBER\tpublic T item<T>() where T : unmanaged",
        "X.Pair.grad\tMEMBER\tpublic Tensor? grad { get; private set; }",
        "X.Pair.this\tMEMBER\tpublic Tensor this[long i1, long i2] { get; set; }",
        "X.Pair.operator +\tMEMBER\tpublic static Pair operator +(Pair left, long right)",
        "X.Pair.implicit operator Pair\tMEMBER\tpublic static implicit operator Pair(long value)",
        "X.Pair.Ready\tMEMBER\tprotected bool Ready()",
        "X.Pair.float32\tFIELD\tpublic static Mode float32 = Mode.Fast",
        "X.Mode\tTYPE\tpublic enum : sbyte",
        "X.Mode.Slow\tMEMBER\tSlow = 0",
        "X.Mode.Fast\tMEMBER\tFast = 3",
        "X.Tensor\tTYPE\tpublic sealed class",
        "X.Tensor..ctor\tMEMBER\tpublic Tensor()",
    ];

    private static IReadOnlyList<string> Differences(Type fakes) =>
        Comparison.Differences(
            Reflected.Types(fakes.GetNestedTypes()).Select(t => t with { Name = "X." + t.Name.Split('.')[^1] }), Listed.Types(List));

    [Fact]
    public void A_faithful_subset_has_no_difference() => Assert.Empty(Differences(typeof(Fakes.Faithful)));

    [Theory]
    [InlineData(typeof(Fakes.ExtraMember), "X.Pair: public void extra()")]
    [InlineData(typeof(Fakes.ExtraOverload), "X.Pair: public long? reach(long dim)")]
    [InlineData(typeof(Fakes.ExtraType), "X.Other: no such type")]
    [InlineData(typeof(Fakes.RenamedParameter), "X.Pair: public long? reach(long? axis = null, (long, long)? span = null, bool keepdim = false)")]
    [InlineData(typeof(Fakes.ChangedDefault), "X.Pair: public long? reach(long? dim = null, (long, long)? span = null, bool keepdim = true)")]
    [InlineData(typeof(Fakes.ChangedNumber), "double eps = 1E-06")]
    [InlineData(typeof(Fakes.ChangedEnumDefault), "Mode mode = Fast")]
    [InlineData(typeof(Fakes.MissingDefault), "bool keepdim)")]
    [InlineData(typeof(Fakes.WrongTupleName), "(Tensor values, Tensor indices) split")]
    [InlineData(typeof(Fakes.NoTupleNames), "(Tensor, Tensor) split")]
    [InlineData(typeof(Fakes.WrongReturn), "X.Pair: public long reach(")]
    [InlineData(typeof(Fakes.NotNullable), "public long? reach(long dim, (long, long)? span = null")]
    [InlineData(typeof(Fakes.NotParams), "split(long[] sizes)")]
    [InlineData(typeof(Fakes.NotVirtual), "X.Pair: public (Tensor values, Tensor indexes) split")]
    [InlineData(typeof(Fakes.NotStatic), "X.Pair: public Tensor mix")]
    [InlineData(typeof(Fakes.PublicInsteadOfProtected), "X.Pair: public bool Ready()")]
    [InlineData(typeof(Fakes.ExtraSetter), "X.Pair: public Tensor grad set")]
    [InlineData(typeof(Fakes.ConstantField), "X.Pair: public const Mode float32")]
    [InlineData(typeof(Fakes.SealedType), "X.Pair: is a sealed class, must be a class")]
    [InlineData(typeof(Fakes.ExtraInterface), "X.Pair: derives from ICloneable, must not")]
    [InlineData(typeof(Fakes.WrongEnumValue), "X.Mode: Fast = 2")]
    [InlineData(typeof(Fakes.ExtraConstructor), "X.Pair: public .ctor()")]
    [InlineData(typeof(Fakes.WrongOperator), "operator -(Pair left, long right)")]
    public void A_deviation_is_reported(Type fakes, string expected)
    {
        string difference = Assert.Single(Differences(fakes));
        Assert.Contains(expected, difference);
    }
}
