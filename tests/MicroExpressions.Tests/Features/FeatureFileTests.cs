using MicroExpressions.Features;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Features;

public sealed class FeatureFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_comes_back_as_it_was_written()
    {
        FeatureFile file = Example();
        file.Write(folder["a.npz"]);
        FeatureFile back = FeatureFile.Read(folder["a.npz"]);
        Assert.Equal(file.Header.ToJson(), back.Header.ToJson());
        Assert.Equal([FeatureFile.Flow, FeatureFile.Rgb], back.Modalities.Keys);
        foreach ((string modality, SnippetMatrix matrix) in file.Modalities)
            Assert.Equal(matrix.Values, back.Modalities[modality].Values);
    }

    [Fact]
    public void An_archive_without_header_tells_how_features_from_elsewhere_are_written()
    {
        NumpyArchive.Write(folder["a.npz"], [new("feature", new NumpyArray(new float[4], 1, 2, 2))]);
        Assert.Contains("numpy.savez", Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"])).Remedy);
    }

    [Fact]
    public void A_shape_that_the_header_does_not_say_is_named()
    {
        WriteWithFlow(new NumpyArray(new float[12], 6, 2));
        var e = Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"]));
        Assert.Equal(("Single (6, 2)", "Single (5, 2) as the header says: a row for each of 5 snippets in 21 frames"), (e.Found, e.Expected));
        Assert.EndsWith("array flow", e.Place);
    }

    [Fact]
    public void A_transposed_array_is_told_to_be_turned()
    {
        WriteWithFlow(new NumpyArray(new float[10], 2, 5));
        Assert.Contains("array.T", Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"])).Remedy);
    }

    [Fact]
    public void A_video_too_short_for_a_snippet_is_named()
    {
        FeatureFile file = Example();
        new FeatureFile(file.Header with { FrameCount = 1 }, file.Modalities).Write(folder["a.npz"]);
        Assert.Equal("no snippet in 1 frames", Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"])).Found);
    }

    [Fact]
    public void Numbers_of_another_type_are_an_error()
    {
        WriteWithFlow(new NumpyArray(new double[10], 5, 2));
        Assert.Equal("Double (5, 2)", Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"])).Found);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_number_that_is_none_is_named_with_its_row_and_column(float value)
    {
        float[] values = new float[10];
        values[7] = value;
        WriteWithFlow(new NumpyArray(values, 5, 2));
        Assert.EndsWith("array flow, row 3, column 1 (counted from 0)", Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"])).Place);
    }

    [Fact]
    public void A_missing_modality_is_an_error()
    {
        NumpyArchive.Write(folder["a.npz"], [
            new("rgb", new NumpyArray(new float[5], 5, 1)), new("header", new NumpyArray(Example().Header.ToJson()))]);
        Assert.EndsWith("array flow", Assert.Throws<InputException>(() => FeatureFile.Read(folder["a.npz"])).Place);
    }

    private void WriteWithFlow(NumpyArray flow) => NumpyArchive.Write(folder["a.npz"], [
        new("flow", flow), new("rgb", new NumpyArray(new float[5], 5, 1)), new("header", new NumpyArray(Example().Header.ToJson()))]);

    private static FeatureFile Example()
    {
        var header = new FeatureHeader
        {
            Extractor = new MeanGrey().Description,
            FramesPerSecond = 30,
            FrameCount = 21,
            Source = "s15_0101",
            SourceSha256 = "ab12",
        };
        return new FeatureFile(header, new Dictionary<string, SnippetMatrix>
        {
            [FeatureFile.Rgb] = new(5, 1, [1, 2, 3, 4, 5]),
            [FeatureFile.Flow] = new(5, 2, [.. Enumerable.Range(0, 10).Select(i => i / 3f)]),
        });
    }
}
