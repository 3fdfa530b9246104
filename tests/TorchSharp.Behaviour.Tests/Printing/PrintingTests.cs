using System.Globalization;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Printing;

public sealed class PrintingTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    private static string Text(Tensor t, TensorStringStyle style) =>
        t.ToString(style, cultureInfo: CultureInfo.InvariantCulture, newLine: "\n");

    [Fact]
    public void By_itself_a_tensor_tells_shape_dtype_and_device() =>
        Assert.Equal("[2x3], type = Float32, device = cpu", zeros(2, 3).ToString());

    [Fact]
    public void A_scalar_tells_its_value() => Assert.Equal("[], type = Float32, device = cpu, value = 1.5", Text(tensor(1.5f), julia));

    [Fact]
    public void Julia_aligns_columns_to_the_right() => Assert.Equal(
        "[2x2], type = Float32, device = cpu\n   1 -2.25\n 100    30\n", Text(tensor(new float[,] { { 1, -2.25f }, { 100, 30 } }), julia));

    [Fact]
    public void Julia_names_each_matrix_of_three_dimensions() => Assert.Equal(
        "[2x1x2], type = Int64, device = cpu\n[0,..,..] =\n 0 1\n\n[1,..,..] =\n 2 3\n", Text(arange(4).reshape(2, 1, 2), julia));

    [Fact]
    public void Julia_cuts_columns_at_the_width() => Assert.Equal(
        "[9], type = Int64, device = cpu\n 0 1 2 ...\n", arange(9).jlstr(width: 10, newLine: "\n"));

    [Fact]
    public void Numpy_brackets() => Assert.Equal("[[0, 1]\n [2, 3]]", Text(arange(4).reshape(2, 2), numpy));

    [Fact]
    public void Numpy_shows_both_ends_of_many() => Assert.Equal("[0, 1, 2, ... 97, 98, 99]", Text(arange(100), numpy));

    [Fact]
    public void CSharp_writes_an_array() => Assert.Equal(
        "[2x4], type = Float32, device = cpu, value = \nfloat [,] {\n {0f, 0f, 0f, 0f},\n {0f, 0f, 0f, 0f}\n}", Text(zeros(2, 4), csharp));

    [Fact]
    public void CSharp_shows_both_ends_of_many_rows()
    {
        string[] lines =
        [
            "[10x1], type = Int64, device = cpu, value = ", "long [,] {", " {0L},", " {1L},", " {2L},", " ...", " {7L},", " {8L},", " {9L}", "}",
        ];
        Assert.Equal(string.Join('\n', lines), Text(arange(10).reshape(10, 1), csharp));
    }

    [Fact]
    public void Numbers_follow_the_format() => Assert.Equal(
        "[1], type = Float64, device = cpu\n 3.14\n",
        tensor(new[] { Math.PI }).str("0.00", newLine: "\n", cultureInfo: CultureInfo.InvariantCulture));

    [Fact]
    public void Complex_numbers_leave_out_what_is_zero()
    {
        Tensor t = complex(tensor(new double[] { 1, 0, 2 }), tensor(new double[] { 0, 1, 3 }));
        Assert.Equal("[1, 1i, 2+3i]", Text(t, numpy));
    }

    [Fact]
    public void Empty_tensors_print() => Assert.Equal("[0x3], type = Float32, device = cpu\n", Text(zeros(0, 3), julia));
}
