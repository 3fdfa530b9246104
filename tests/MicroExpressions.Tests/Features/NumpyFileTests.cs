using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Features;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Features;

public sealed class NumpyFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory, MemberData(nameof(NumpyGolden.Readable), MemberType = typeof(NumpyGolden))]
    public void What_NumPy_wrote_is_read_with_shape_and_values(string name)
    {
        NumpyGolden.Case golden = NumpyGolden.Named(name);
        NumpyArray array = NumpyFile.Read(Put("a.npy", golden.File));
        Assert.Equal(golden.Shape, array.Shape);
        Assert.Equal(
            golden.Values!.Select(v => v.ToString()),
            array.Values.Cast<object>().Select(v => v is Half or float ? Convert.ToDouble(v is Half h ? (float)h : v) : v)
                .Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!),
            SameValue);
    }

    [Theory, MemberData(nameof(NumpyGolden.Plain), MemberType = typeof(NumpyGolden))]
    public void What_we_write_has_the_bytes_of_NumPy(string name)
    {
        byte[] golden = NumpyGolden.Named(name).File;
        NumpyFile.Write(folder["b.npy"], NumpyFile.Read(Put("a.npy", golden)));
        Assert.Equal(golden, File.ReadAllBytes(folder["b.npy"]));
    }

    [Theory, MemberData(nameof(NumpyGolden.Refused), MemberType = typeof(NumpyGolden))]
    public void Elements_that_are_neither_numbers_nor_text_are_refused(string name)
        => Assert.Throws<InputException>(() => NumpyFile.Read(Put("a.npy", NumpyGolden.Named(name).File)));

    [Fact]
    public void Any_matrix_comes_back_as_it_was()
    {
        Prop.ForAll<float[][]>(rows =>
        {
            float[] values = [.. rows.SelectMany(r => r)];
            var array = new NumpyArray(values, values.Length, 1);
            NumpyFile.Write(folder["p.npy"], array);
            NumpyArray back = NumpyFile.Read(folder["p.npy"]);
            return back.Shape.SequenceEqual(array.Shape) && values.AsSpan().SequenceEqual((float[])back.Values);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_file_cut_short_at_any_place_is_recognised()
    {
        byte[] whole = NumpyGolden.Named("float32").File;
        for (int length = 0; length < whole.Length; length++)
            Assert.Throws<InputException>(() => NumpyFile.Read(Put("a.npy", whole[..length])));
    }

    [Fact]
    public void Bytes_after_the_data_are_an_error()
        => Assert.Contains("25 bytes", Assert.Throws<InputException>(() =>
            NumpyFile.Read(Put("a.npy", [.. NumpyGolden.Named("float32").File, 7]))).Found);

    [Fact]
    public void A_shape_beyond_all_memory_is_an_error_before_anything_is_reserved()
    {
        byte[] file = [.. NumpyGolden.Named("float32").File];
        "(2147483647, 2147483647), }"u8.CopyTo(file.AsSpan(file.AsSpan().IndexOf("(2, 3)"u8)));
        Assert.Contains("of data", Assert.Throws<InputException>(() => NumpyFile.Read(Put("a.npy", file))).Found);
    }

    [Fact]
    public void A_missing_file_is_named()
        => Assert.Equal(folder["none.npy"], Assert.Throws<InputException>(() => NumpyFile.Read(folder["none.npy"])).Place);

    [Theory]
    [InlineData("float64", 0.1f)]
    [InlineData("float16", 0.5f)]
    [InlineData("uint32", 4294967295f)]
    [InlineData("int8", -128f)]
    [InlineData("bool", 1f)]
    public void Any_number_type_converts_to_single_precision(string name, float first)
        => Assert.Equal(first, NumpyFile.Read(Put("a.npy", NumpyGolden.Named(name).File)).ToSingles()[0]);

    [Fact]
    public void Shape_and_values_must_agree()
        => Assert.Throws<ArgumentException>(() => new NumpyArray(new float[5], 2, 3));

    private string Put(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return folder[name];
    }

    // JSON writes 1e300 and 1E+300, 2.5 and 2.5, true and True: the same values in other words.
    private static bool SameValue(string a, string b)
        => a == b || (double.TryParse(a, CultureInfo.InvariantCulture, out double x)
            && double.TryParse(b, CultureInfo.InvariantCulture, out double y) && x == y);
}
