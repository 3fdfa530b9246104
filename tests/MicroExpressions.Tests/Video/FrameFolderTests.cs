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
    public void A_gap_is_an_error_that_names_the_frame()
    {
        foreach (int number in (int[])[8, 9, 11, 14])
            Put($"{number}.png", 0);
        var e = Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30));
        Assert.Equal("no frame 10, and 3 missing in all between 8 and 14", e.Found);
    }

    [Fact]
    public void By_setting_the_frame_before_stands_in_for_a_gap_with_a_warning()
    {
        foreach (int number in (int[])[8, 9, 11, 14])
            Put($"{number}.png", (byte)number);
        var warnings = new List<string>();
        using var video = new FrameFolder(folder.Path, At30 with { OnMissing = MissingFrames.RepeatLast, Warn = warnings.Add });
        Assert.Equal([8, 9, 9, 11, 11, 11, 14], Enumerable.Range(0, video.Count).Select(i => (int)video.Read(i).Pixels[0]));
        Assert.Contains("no frame 10", Assert.Single(warnings));
    }

    [Fact]
    public void By_setting_frames_are_counted_as_if_there_were_no_gap()
    {
        foreach (int number in (int[])[8, 9, 11, 14])
            Put($"{number}.png", (byte)number);
        using var video = new FrameFolder(folder.Path, At30 with { OnMissing = MissingFrames.Skip });
        Assert.Equal([8, 9, 11, 14], Enumerable.Range(0, video.Count).Select(i => (int)video.Read(i).Pixels[0]));
    }

    [Fact]
    public void A_gap_of_many_millions_takes_no_room()
    {
        Put("1.png", 0);
        Put("900000001.png", 0);
        Assert.StartsWith("no frame 2, and 899999999", Assert.Throws<InputException>(() => new FrameFolder(folder.Path, At30)).Found);
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
    public void A_picture_of_another_size_is_named()
    {
        Put("img1.png", 0);
        File.WriteAllBytes(folder["img2.png"], ImageFile.EncodePng(TestPictures.Flat(8, 7, 0)));
        using var video = new FrameFolder(folder.Path, At30);
        Assert.Equal(folder["img2.png"], Assert.Throws<InputException>(() => video.Read(1)).Place);
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

    private void Put(string name, byte value)
        => File.WriteAllBytes(folder[name], ImageFile.EncodePng(TestPictures.Flat(6, 5, value)));
}
