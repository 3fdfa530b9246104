using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public sealed class VideoFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Size_rate_and_count_are_those_of_the_file()
    {
        TestVideos.Write(folder["a.avi"], frames: 12, framesPerSecond: 25, width: 80, height: 40);
        using IFrameSource video = FrameSource.Open(folder["a.avi"]);
        Assert.Equal((80, 40, 12, 25.0), (video.Width, video.Height, video.Count, video.FramesPerSecond));
    }

    [Fact]
    public void A_rate_given_by_the_caller_replaces_the_containers()
    {
        TestVideos.Write(folder["a.avi"], frames: 3, framesPerSecond: 25);
        using IFrameSource video = FrameSource.Open(folder["a.avi"], new FrameSourceOptions { FramesPerSecond = 200 });
        Assert.Equal(200, video.FramesPerSecond);
    }

    // avc1 has frames out of order in the file, mp4v key frames at a distance, MJPG key frames only; mkv has no frame count, wmv
    // and mpg no length at all.
    [Theory]
    [InlineData("a.mp4", "avc1")]
    [InlineData("a.mp4", "mp4v")]
    [InlineData("a.avi", "MJPG")]
    [InlineData("a.mkv", "MJPG")]
    [InlineData("a.wmv", "WMV2")]
    [InlineData("a.mpg", "MPG2")]
    public void Frames_in_any_order_are_the_frames_in_order(string name, string codec)
    {
        if (codec == "avc1")
            File.Copy(TestVideos.Golden("bars.mp4"), folder[name]);
        else
            TestVideos.Write(folder[name], frames: 60, codec);
        using var video = new VideoFile(folder[name], new FrameSourceOptions());
        var inOrder = Enumerable.Range(0, video.Count).Select(i => video.Read(i).Pixels).ToArray();
        Assert.Equal(60, inOrder.Length);
        foreach (int position in (int[])[59, 0, 58, 41, 41, 5, 50, 49, 36, 59])
        {
            Frame frame = video.Read(position);
            Assert.Equal(position, TestVideos.PositionOf(frame));
            Assert.Equal(inOrder[position], frame.Pixels);
        }
    }

    // 400 frames at 24000/1001 that came from x264 with frames out of order: golden/README.md
    [Fact]
    public void A_jump_over_hundreds_of_frames_lands_on_the_right_one()
    {
        byte[][] inOrder;
        using (var video = new VideoFile(TestVideos.Golden("long.mp4"), new FrameSourceOptions()))
            inOrder = [.. Enumerable.Range(0, 400).Select(i => video.Read(i).Pixels)];
        using var again = new VideoFile(TestVideos.Golden("long.mp4"), new FrameSourceOptions());
        foreach (int position in (int[])[399, 200, 7, 333, 120, 398, 64])
            Assert.Equal(inOrder[position], again.Read(position).Pixels);
    }

    // ISO/IEC 14496-12: a point (x, y) of the stored picture is shown at (a·x + c·y, b·x + d·y), moved to where all are positive
    [Theory]
    [InlineData(1, 0, 0, 1)]      // as stored
    [InlineData(0, 1, -1, 0)]     // 90° clockwise: a phone held upright
    [InlineData(-1, 0, 0, -1)]    // 180°
    [InlineData(0, -1, 1, 0)]     // 270°: a phone held upside down
    public void A_turned_phones_video_is_upright(int a, int b, int c, int d)
    {
        Frame upright = Quarters(96, 64), stored = Stored(upright, a, b, c, d);
        using (var writer = new VideoFileWriter(folder["a.mp4"], 30, stored.Width, stored.Height, codec: "mp4v"))
            for (int i = 0; i < 3; i++)
                writer.Write(stored);
        TestMp4.Turn(folder["a.mp4"], (a, b, c, d));
        using IFrameSource video = FrameSource.Open(folder["a.mp4"]);
        Assert.Equal((96, 64), (video.Width, video.Height));
        Assert.InRange(TestPictures.MeanDifference(upright, video.Read(1)), 0, 6);
    }

    [Fact]
    public void Frames_that_come_unevenly_have_the_containers_times_and_that_is_said_once()
    {
        var warnings = new List<string>();
        using IFrameSource video = FrameSource.Open(UnevenVideo(), new FrameSourceOptions { Warn = warnings.Add });
        Assert.Equal(72, video.Count);
        double[] expected = [.. Enumerable.Range(0, 73).Select(i => i < 24 ? i / 30.0 : i < 48 ? 0.8 + (i - 24) / 10.0 : 3.2 + (i - 48) / 30.0)];
        Assert.All(expected.Index(), e => Assert.Equal(e.Item, video.Times.Seconds(e.Index), 9));
        Assert.Equal(18, video.FramesPerSecond, 9);
        Assert.Contains("10 to 30 a second", Assert.Single(warnings));
    }

    [Fact]
    public void Frames_that_come_unevenly_are_found_in_any_order()
    {
        using var video = new VideoFile(UnevenVideo((100, 1), (60, 6), (100, 1)), new FrameSourceOptions { Warn = _ => { } });
        var inOrder = Enumerable.Range(0, video.Count).Select(i => video.Read(i).Pixels).ToArray();
        foreach (int position in (int[])[259, 0, 130, 99, 258, 170, 101, 40, 220])
            Assert.Equal(inOrder[position], video.Read(position).Pixels);
    }

    [Fact]
    public void A_rate_given_by_the_caller_replaces_uneven_times_too()
    {
        using IFrameSource video = FrameSource.Open(UnevenVideo(), new FrameSourceOptions { FramesPerSecond = 25, Warn = _ => Assert.Fail("warned") });
        Assert.Equal((false, 25.0, 72 / 25.0), (video.Times.Vary, video.FramesPerSecond, video.Times.Seconds(72)));
    }

    [Theory]
    [InlineData("a.mkv", "MJPG")]     // whole milliseconds
    [InlineData("a.wmv", "WMV2")]     // likewise
    [InlineData("a.mpg", "MPG2")]     // none for the last frame
    [InlineData("a.avi", "MJPG")]
    public void A_containers_rounding_is_no_varying_rate(string name, string codec)
    {
        TestVideos.Write(folder[name], frames: 60, codec);
        using IFrameSource video = FrameSource.Open(folder[name], new FrameSourceOptions { Warn = w => Assert.Fail(w) });
        Assert.Equal((false, 30.0), (video.Times.Vary, video.FramesPerSecond));
    }

    [Fact]
    public void A_position_outside_is_refused()
    {
        TestVideos.Write(folder["a.avi"], frames: 3);
        using IFrameSource video = FrameSource.Open(folder["a.avi"]);
        Assert.Throws<ArgumentOutOfRangeException>(() => video.Read(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => video.Read(-1));
    }

    [Theory]
    [InlineData("a.avi")]
    [InlineData("a.mkv")]
    public void A_file_cut_short_names_the_first_frame_that_is_not_there(string name)
    {
        TestVideos.Write(folder[name], frames: 60);
        TestVideos.CutShort(folder[name], keep: 0.6);
        var e = Assert.Throws<InputException>(() => FrameSource.Open(folder[name]));
        Assert.Matches(@", frame [23]\d$", e.Place);
        Assert.Contains("60 frames", e.Expected);
    }

    // A coded picture that is nothing any more: mp4v's decoder gives no frame for it, and the frames after it are there.
    [Theory]
    [InlineData("a.mp4")]
    [InlineData("a.mkv")]
    public void Frames_that_cannot_be_decoded_are_all_named_and_the_others_are_the_right_ones(string name)
    {
        TestVideos.Write(folder[name], frames: 60, "mp4v", width: 320);
        TestVideos.Spoil(folder[name], 20, 21, 40);
        using (var video = new VideoFile(folder[name], new FrameSourceOptions()))
        {
            Assert.Equal(19, TestVideos.PositionOf(video.Read(19)));
            var e = Assert.Throws<InputException>(() => video.Read(22));
            Assert.Equal($"{folder[name]}, frame 21 of 60", e.Place);
            Assert.Contains("nor can frames 22, 41", e.Found);
        }
        var warnings = new List<string>();
        using var repeated = new VideoFile(folder[name], new FrameSourceOptions { OnMissing = MissingFrames.RepeatLast, Warn = warnings.Add });
        Assert.Equal(60, repeated.Count);
        Assert.Contains("3 damaged or missing of 60 frames: 21–22, 41; each is replaced", Assert.Single(warnings));
        Assert.Equal(repeated.Read(19).Pixels, repeated.Read(21).Pixels);
        Assert.Equal(repeated.Read(39).Pixels, repeated.Read(40).Pixels);
        Assert.NotEqual(repeated.Read(40).Pixels, repeated.Read(50).Pixels);
        Assert.Equal(repeated.Read(19).Pixels, repeated.Read(20).Pixels);
    }

    [Theory]
    [InlineData("a.avi")]
    [InlineData("a.mkv")]
    public void Motion_JPEG_frames_damaged_inside_are_named_before_any_is_read(string name)
    {
        TestVideos.Write(folder[name], frames: 60, "MJPG");
        TestVideos.Spoil(folder[name], 30, 31);
        var e = Assert.Throws<InputException>(() => FrameSource.Open(folder[name]));
        Assert.Equal((folder[name], "2 damaged or missing of 60 frames: 31–32"), (e.Place, e.Found));
        using IFrameSource video = FrameSource.Open(folder[name], new FrameSourceOptions { OnMissing = MissingFrames.RepeatLast, Warn = _ => { } });
        Assert.Equal([29, 29, 29, 32], Enumerable.Range(29, 4).Select(i => TestVideos.PositionOf(video.Read(i))));
    }

    // OpenCV leaves out what FFmpeg calls corrupt; the others keep their times, and the header still counts them
    [Fact]
    public void Frames_lost_from_an_mp4_are_found_by_the_gap_that_they_leave()
    {
        File.Copy(TestVideos.Golden("bars.mp4"), folder["a.mp4"]);
        TestMp4.Lose(folder["a.mp4"], 31, 32);       // of each four the last two are shown as its first and third: golden/README.md
        var e = Assert.Throws<InputException>(() => FrameSource.Open(folder["a.mp4"]));
        Assert.Equal("2 damaged or missing of 60 frames: 30, 32", e.Found);
        using IFrameSource video = FrameSource.Open(folder["a.mp4"], new FrameSourceOptions { OnMissing = MissingFrames.RepeatLast, Warn = _ => { } });
        Assert.Equal([28, 28, 30, 30, 32], Enumerable.Range(28, 5).Select(i => TestVideos.PositionOf(video.Read(i))));
        Assert.Equal((60, false), (video.Count, video.Times.Vary));
    }

    [Fact]
    public void Lost_frames_are_found_too_where_they_are_many()
    {
        File.Copy(TestVideos.Golden("bars.mp4"), folder["a.mp4"]);
        TestMp4.Lose(folder["a.mp4"], 11, 15, 19, 23, 27, 31, 35);
        Assert.Equal(
            "7 damaged or missing of 60 frames: 10, 14, 18, 22, 26, 30, 34", Assert.Throws<InputException>(() => FrameSource.Open(folder["a.mp4"])).Found);
    }

    [Theory]
    [InlineData(null, 2)]       // the first says that the frames come unevenly
    [InlineData(25.0, 1)]
    public void A_long_step_in_a_steady_video_is_said_with_its_place(double? rate, int said)
    {
        var warnings = new List<string>();
        using IFrameSource video = FrameSource.Open(UnevenVideo((40, 1), (1, 4), (40, 1)), new FrameSourceOptions { FramesPerSecond = rate, Warn = warnings.Add });
        Assert.Equal(said, warnings.Count);
        Assert.EndsWith("frames seem to be missing: 3 after frame 41.", warnings[^1]);
    }

    [Fact]
    public void By_setting_the_last_frame_stands_in_for_those_cut_off_with_a_warning()
    {
        TestVideos.Write(folder["a.avi"], frames: 60);
        TestVideos.CutShort(folder["a.avi"], keep: 0.6);
        var warnings = new List<string>();
        using IFrameSource video = FrameSource.Open(
            folder["a.avi"], new FrameSourceOptions { OnMissing = MissingFrames.RepeatLast, Warn = warnings.Add });
        Assert.Equal(60, video.Count);
        Assert.Equal(video.Read(59).Pixels, video.Read(50).Pixels);
        Assert.Equal(20, TestVideos.PositionOf(video.Read(20)));
        Assert.Contains("of 60", Assert.Single(warnings));
    }

    [Fact]
    public void More_frames_than_the_container_says_are_an_error_since_OpenCV_reads_no_further()
    {
        TestVideos.Write(folder["a.avi"], frames: 30);
        byte[] file = File.ReadAllBytes(folder["a.avi"]);
        int stream = file.AsSpan().IndexOf("strh"u8) + 8;      // AVISTREAMHEADER: dwLength is at byte 32
        BitConverter.TryWriteBytes(file.AsSpan(stream + 32), 20);
        File.WriteAllBytes(folder["a.avi"], file);
        Assert.Contains("more than the 20", Assert.Throws<InputException>(() => FrameSource.Open(folder["a.avi"])).Found);
    }

    [Fact]
    public void A_frame_of_another_size_is_named()
    {
        using (var writer = new VideoFileWriter(folder["a.avi"], 30, 160, 120))
            for (int i = 0; i < 12; i++)
                writer.Write(TestPictures.Waves(160, 120, shift: i, channels: 3));
        byte[] file = File.ReadAllBytes(folder["a.avi"]);
        byte[] other = ImageFile.EncodeJpeg(TestPictures.Flat(32, 16, 50, channels: 3));
        int movie = file.AsSpan().IndexOf("movi"u8) + 4;
        for (int i = 0; i < 7; i++)                            // over seven chunks: name, length, data to an even length
            movie += 8 + (BitConverter.ToInt32(file, movie + 4) + 1) / 2 * 2;
        file.AsSpan(movie + 8, BitConverter.ToInt32(file, movie + 4)).Clear();
        other.CopyTo(file, movie + 8);
        File.WriteAllBytes(folder["a.avi"], file);
        var e = Assert.Throws<InputException>(() => FrameSource.Open(folder["a.avi"]));
        Assert.EndsWith(", frame 8", e.Place);
        Assert.Equal("32 × 16 pixels", e.Found);
    }

    [Fact]
    public void A_video_without_frames_says_so()
    {
        TestVideos.Write(folder["a.avi"], frames: 0);
        Assert.Contains("no frame", Assert.Throws<InputException>(() => FrameSource.Open(folder["a.avi"])).Found);
    }

    [Fact]
    public void An_mp4_cut_short_says_what_happened_to_it()
    {
        TestVideos.Write(folder["a.mp4"], frames: 30, "mp4v");
        TestVideos.CutShort(folder["a.mp4"], keep: 0.7);
        Assert.Contains("cut short", Assert.Throws<InputException>(() => FrameSource.Open(folder["a.mp4"])).Remedy);
    }

    [Fact]
    public void An_empty_file_and_a_text_file_are_no_videos()
    {
        File.WriteAllText(folder["empty.avi"], "");
        File.WriteAllText(folder["text.avi"], "onset, apex, offset");
        Assert.Equal("an empty file", Assert.Throws<InputException>(() => FrameSource.Open(folder["empty.avi"])).Found);
        Assert.Equal(folder["text.avi"], Assert.Throws<InputException>(() => FrameSource.Open(folder["text.avi"])).Place);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    [InlineData(double.NaN)]
    public void A_rate_that_is_not_positive_is_refused(double rate)
    {
        TestVideos.Write(folder["a.avi"], frames: 2);
        Assert.Throws<InputException>(() => FrameSource.Open(folder["a.avi"], new FrameSourceOptions { FramesPerSecond = rate }));
    }

    /// <summary>Red, green, blue and white quarters.</summary>
    private static Frame Quarters(int width, int height)
    {
        var pixels = new byte[width * height * 3];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
                for (int c = 0; c < 3; c++)
                    pixels[(y * width + x) * 3 + c] = (byte)((y < height / 2, x < width / 2) switch
                    {
                        (true, true) => c == 0 ? 255 : 0,
                        (true, false) => c == 1 ? 255 : 0,
                        (false, true) => c == 2 ? 255 : 0,
                        _ => 255,
                    });
        return new Frame(width, height, 3, pixels);
    }

    /// <summary>The picture that a matrix turns into the given one.</summary>
    private static Frame Stored(Frame shown, int a, int b, int c, int d)
    {
        (int width, int height) = a == 0 ? (shown.Height, shown.Width) : (shown.Width, shown.Height);
        var pixels = new byte[shown.Pixels.Length];
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++)
            {
                int right = a * x + c * y + (a + c < 0 ? shown.Width - 1 : 0), down = b * x + d * y + (b + d < 0 ? shown.Height - 1 : 0);
                shown.Pixels.AsSpan((down * shown.Width + right) * 3, 3).CopyTo(pixels.AsSpan((y * width + x) * 3));
            }
        return new Frame(width, height, 3, pixels);
    }

    /// <summary>A video at 30 frames a second, then 10, then 30 (or as given).</summary>
    private string UnevenVideo(params (int Frames, int Times)[] runs)
    {
        runs = runs is [] ? [(24, 1), (24, 3), (24, 1)] : runs;
        TestVideos.Write(folder["uneven.mp4"], runs.Sum(r => r.Frames), "mp4v", width: 640);
        TestMp4.Pace(folder["uneven.mp4"], runs);
        return folder["uneven.mp4"];
    }
}
