using System.IO.Compression;
using MicroExpressions.Features;
using MicroExpressions.Tests.Annotations;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Features;

public sealed class NumpyArchiveTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_NumPy_saved_is_read_stored_or_deflated(bool deflated)
    {
        IReadOnlyDictionary<string, NumpyArray> arrays =
            NumpyArchive.Read(Put("a.npz", deflated ? NumpyGolden.All.Deflated : NumpyGolden.All.Stored));
        Assert.Equal(["name", "rgb"], arrays.Keys.Order());
        Assert.Equal([3, 2], arrays["rgb"].Shape);
        Assert.Equal([0f, 1, 2, 3, 4, 5], (float[])arrays["rgb"].Values);
        Assert.Equal(["s15"], (string[])arrays["name"].Values);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_we_write_comes_back_and_has_the_same_bytes_each_time(bool compress)
    {
        var arrays = new Dictionary<string, NumpyArray>
        {
            ["flow"] = new(Enumerable.Range(0, 600).Select(i => i / 7f).ToArray(), 30, 20),
            ["header"] = new("{\"Format\": 1}"),
        };
        NumpyArchive.Write(folder["a.npz"], arrays, compress);
        NumpyArchive.Write(folder["b.npz"], arrays, compress);
        Assert.Equal(File.ReadAllBytes(folder["a.npz"]), File.ReadAllBytes(folder["b.npz"]));
        IReadOnlyDictionary<string, NumpyArray> back = NumpyArchive.Read(folder["a.npz"]);
        Assert.Equal(arrays["flow"].Values, back["flow"].Values);
        Assert.Equal(arrays["header"].Values, back["header"].Values);
    }

    [Fact]
    public void Without_compression_the_data_lie_in_the_file_as_they_are()
    {
        NumpyArchive.Write(folder["a.npz"], [new("x", new NumpyArray(new float[4096], 4096))]);
        using ZipArchive zip = ZipFile.OpenRead(folder["a.npz"]);
        Assert.Equal(zip.Entries[0].Length, zip.Entries[0].CompressedLength);
    }

    [Fact]
    public void A_file_cut_short_at_any_place_is_recognised()
    {
        for (int length = 0; length < NumpyGolden.All.Stored.Length; length += 7)
            Assert.Throws<InputException>(() => NumpyArchive.Read(Put("a.npz", NumpyGolden.All.Stored[..length])));
    }

    [Fact]
    public void An_empty_file_says_that_it_is_empty()
        => Assert.Equal("an empty file", Assert.Throws<InputException>(() => NumpyArchive.Read(Put("a.npz", []))).Found);

    [Fact]
    public void A_single_array_under_an_archives_name_is_called_one()
    {
        NumpyFile.Write(folder["a.npz"], new NumpyArray(new float[4], 2, 2));
        Assert.Equal("a single array", Assert.Throws<InputException>(() => NumpyArchive.Read(folder["a.npz"])).Found);
    }

    [Fact]
    public void A_flipped_bit_in_the_data_is_recognised_by_the_checksum()
    {
        byte[] file = [.. NumpyGolden.All.Stored];
        file[file.AsSpan().IndexOf((byte)'\n') + 3] ^= 4;
        var e = Assert.Throws<InputException>(() => NumpyArchive.Read(Put("a.npz", file)));
        Assert.Contains("checksum", e.Found);
        Assert.EndsWith("array rgb", e.Place);
    }

    [Fact]
    public void The_published_feature_file_has_the_shape_it_should()
    {
        IReadOnlyDictionary<string, NumpyArray> arrays =
            NumpyArchive.Read(RealData.Root().At("features", "30_0102eatingworms-rgb.npz"));
        Assert.Equal("Single (1, 531, 1024)", arrays["feature"].ToString());
        Assert.Equal([1068L], (long[])arrays["frame_cnt"].Values);
        Assert.EndsWith("30_0102eatingworms", ((string[])arrays["video_name"].Values)[0]);
        Assert.Equal(0.23294, ((float[])arrays["feature"].Values).Average(v => (double)v), 1e-4);   // numpy 1.24.2: .mean() 0.23294105
    }

    private string Put(string name, byte[] content)
    {
        File.WriteAllBytes(folder[name], content);
        return folder[name];
    }
}
