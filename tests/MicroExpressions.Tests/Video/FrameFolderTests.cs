using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public sealed class FrameFolderTests : IDisposable
{
    private static readonly FrameSourceOptions At30 = new() { FramesPerSecond = 30 };
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("img{0:D3}.png", 998, 4)]           // CAS(ME)²: three digits until they no longer do
    [InlineData("reg_img{0}.PNG", 46, 60)]          // CASME II: starts at onset
    [InlineData("006_{0:D5}.png", 5562, 3)]         // SAMM
    [InlineData("006_1_{0:D4}.png", 9998, 5)]       // SAMM-LV
    [InlineData("{0}.png", 8, 5)]                   // CAS(ME)³
    [InlineData("frame {0} (face).png", 0, 12)]
    public void Pictures_come_in_the_order_of_their_numbers(string pattern, int first, int count)
    {
        for (int i = count - 1; i >= 0; i--)
            Put(string.Format(pattern, first + i), (byte)(i * 4));
        using var video = new FrameFolder(folder.Path, At30);
        Assert.Equal((count, first), (video.Count, video.FirstNumber));
        for (int i = 0; i < count; i++)
            Assert.Equal((byte)(i * 4), video.Read(i).Pixels[0]);
    }

    [Fact]
    public void Size_and_channels_are_those_of_the_pictures()
    {
        File.WriteAllBytes(folder["1.png"], ImageFile.EncodePng(TestPictures.Flat(9, 7, 3, channels: 3)));
        using IFrameSource video = FrameSource.Open(folder.Path, new FrameSourceOptions { FramesPerSecond = 200 });
        Assert.Equal((9, 7, 1, 200.0, 3), (video.Width, video.Height, video.Count, video.FramesPerSecond, video.Read(0).Channels));
    }

    [Fact]
    public void Hidden_files_and_files_that_are_no_pictures_do_not_count()
    {
        Put("img1.png", 1);
        File.WriteAllText(folder["Thumbs.db"], "");
        File.WriteAllText(folder["._img2.png"], "");
        using var video = new FrameFolder(folder.Path, At30);
        Assert.Equal(1, video.Count);
    }

    [Fact]
    public void Gaps_are_an_error_that_names_all_missing_frames()
    {
        foreach (int number in (int[])[8, 9, 11, 14])
            Put($"{number}.png", 0);
        var e = Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30));
        Assert.Equal("no frames 10, 12–13 (3 missing between 8 and 14)", e.Found);
    }

    [Fact]
    public void By_setting_the_frame_before_stands_in_for_a_gap_with_a_warning()
    {
        foreach (int number in (int[])[8, 9, 11, 14])
            Put($"{number}.png", (byte)number);
        var warnings = new List<string>();
        using var video = new FrameFolder(folder.Path, At30 with { OnMissing = MissingFrames.RepeatLast, Warn = warnings.Add });
        Assert.Equal([8, 9, 9, 11, 11, 11, 14], Enumerable.Range(0, video.Count).Select(i => (int)video.Read(i).Pixels[0]));
        Assert.Contains("no frames 10, 12–13 (3 missing between 8 and 14); each is replaced", Assert.Single(warnings));
    }

    [Fact]
    public void By_setting_frames_are_counted_as_if_there_were_no_gap()
    {
        foreach (int number in (int[])[8, 9, 11, 14])
            Put($"{number}.png", (byte)number);
        var warnings = new List<string>();
        using var video = new FrameFolder(folder.Path, At30 with { OnMissing = MissingFrames.Skip, Warn = warnings.Add });
        Assert.Contains("no frames 10, 12–13", Assert.Single(warnings));
        Assert.Equal([8, 9, 11, 14], Enumerable.Range(0, video.Count).Select(i => (int)video.Read(i).Pixels[0]));
    }

    [Fact]
    public void A_gap_of_many_millions_takes_no_room()
    {
        Put("1.png", 0);
        Put("900000001.png", 0);
        Assert.StartsWith("no frames 2–900000000 (899999999 missing", Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30)).Found);
    }

    [Fact]
    public void A_folder_needs_a_rate()
    {
        Put("1.png", 0);
        Assert.Contains("rate", Assert.Throws<InputException>(() => FrameSource.Open(folder.Path)).Found);
    }

    [Fact]
    public void A_folder_without_pictures_is_an_error()
        => Assert.Equal("no pictures", Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30)).Found);

    [Fact]
    public void Two_series_in_one_folder_are_an_error()
    {
        Put("img1.png", 0);
        Put("reg_img1.png", 0);
        Assert.Equal(folder["reg_img1.png"], Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30)).Place);
    }

    [Fact]
    public void Two_pictures_of_one_number_are_an_error()
    {
        Put("img1.png", 0);
        Put("img01.png", 0);
        Assert.Contains("for the second time", Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30)).Found);
    }

    [Theory]
    [InlineData("contact sheet.png")]
    [InlineData("20140508112233.png")]
    public void A_picture_without_a_frame_number_is_an_error(string name)
    {
        Put(name, 0);
        Assert.Equal(folder[name], Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30)).Place);
    }

    [Fact]
    public void Pictures_of_another_size_are_named_before_anything_is_read()
    {
        foreach (int number in (int[])[1, 2, 4, 5, 7])
            Put($"img{number}.png", 0);
        foreach (int number in (int[])[3, 6, 8])
            File.WriteAllBytes(folder[$"img{number}.png"], ImageFile.EncodePng(TestPictures.Flat(8, 7, 0)));
        var e = Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30));
        Assert.Equal((folder["img3.png"], "8 × 7 pixels (frames that differ: 3, 6, 8)"), (e.Place, e.Found));
    }

    [Theory]
    [InlineData(".jpg")]
    [InlineData(".bmp")]     // found when it is read
    public void A_picture_of_another_size_is_named_whatever_its_format(string extension)
    {
        foreach (int number in (int[])[1, 2])
        {
            using OpenCvSharp.Mat picture = new(5, 4 + number, OpenCvSharp.MatType.CV_8UC1, new OpenCvSharp.Scalar(7));
            OpenCvSharp.Cv2.ImWrite(folder[$"{number}{extension}"], picture);
        }
        var e = Assert.Throws<InputException>(() =>
        {
            using var video = new FrameFolder(folder.Path, At30);
            video.Read(1);
        });
        Assert.Equal((folder["2" + extension], "6 × 5 pixels"), (e.Place, e.Found));
    }

    // 12 bits in 16: 4080 = 255 · 16 is not quite white, which is 4095; 10 bits; bytes written as words; 16 bits
    [Theory]
    [InlineData(new[] { 0, 2048, 4080 }, new[] { 0, 128, 254 }, "brightest value is 4080: scaled as 12 bits, 4095")]
    [InlineData(new[] { 512, 1000, 1023 }, new[] { 128, 249, 255 }, "brightest value is 1023: scaled as 10 bits, 1023")]
    [InlineData(new[] { 10, 200, 255 }, new[] { 10, 200, 255 }, "brightest value is 255: scaled as 8 bits, 255")]
    [InlineData(new[] { 257, 16384, 65535 }, new[] { 1, 64, 255 }, null)]
    [InlineData(new[] { 60000, 257, 65535 }, new[] { 233, 1, 255 }, null)]
    public void Pictures_of_16_bits_are_scaled_by_the_range_of_the_whole_video_and_that_is_said_once(int[] values, int[] expected, string? said)
    {
        foreach ((int i, int value) in values.Index())
            PutDeep($"{i}.png", value);
        var warnings = new List<string>();
        using var video = new FrameFolder(folder.Path, At30 with { Warn = warnings.Add });
        Assert.Equal(expected, values.Select((_, i) => (int)video.Read(i).Pixels[0]));
        if (said is null)
            Assert.Empty(warnings);
        else
            Assert.Contains(said, Assert.Single(warnings));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_picture_of_another_depth_is_named(bool deepFirst)
    {
        PutDeep(deepFirst ? "1.png" : "2.png", 700);
        Put(deepFirst ? "2.png" : "1.png", 7);
        var e = Assert.Throws<InputException>(() =>
        {
            using var video = new FrameFolder(folder.Path, At30);
            video.Read(1);
        });
        Assert.Equal((folder["2.png"], deepFirst ? "8 bits a channel" : "16 bits a channel"), (e.Place, e.Found));
    }

    [Fact]
    public void Of_several_pictures_that_cannot_be_read_all_are_named()
    {
        for (int number = 1; number <= 9; number++)
            File.WriteAllBytes(folder[$"{number}.png"], ImageFile.EncodePng(TestPictures.Flat(6, 5, 7)) is var whole && number is 3 or 5 or 6 or 9 ? whole[..50] : whole);
        using var video = new FrameFolder(folder.Path, At30);
        var e = Assert.Throws<InputException>(() => video.Read(2));
        Assert.Equal(folder["3.png"], e.Place);
        Assert.EndsWith("; nor can frames 5–6, 9 be read", e.Found);
    }

    [Fact]
    public void A_single_picture_asks_for_its_folder()
    {
        Put("img1.png", 0);
        Assert.Contains("folder", Assert.Throws<InputException>(() => FrameSource.Open(folder["img1.png"], At30)).Expected);
    }

    [Fact]
    public void A_path_that_is_not_there_is_named()
        => Assert.Equal(folder["s16"], Assert.Throws<InputException>(() => FrameSource.Open(folder["s16"], At30)).Place);

    private void PutDeep(string name, int value)
    {
        using OpenCvSharp.Mat picture = new(5, 6, OpenCvSharp.MatType.CV_16UC1, new OpenCvSharp.Scalar(value));
        OpenCvSharp.Cv2.ImWrite(folder[name], picture);
    }

    private void Put(string name, byte value)
        => File.WriteAllBytes(folder[name], ImageFile.EncodePng(TestPictures.Flat(6, 5, value)));
}
