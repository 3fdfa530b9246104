using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class ImageFileTests
{
    // PNG files written byte by byte with Python 3.11's zlib and struct: 3 × 2 pixels of 16-bit grey
    // (0, 257, 65535 / 32896, 128, 129), and 2 × 1 pixels of RGB (255, 0, 0 and 10, 20, 30).
    private const string DeepGrey =
        "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACEAAAAADoj+WFAAAAFklEQVR42mNgYGBk/P+foaGBoYGhEQAYkwQCyEtJZAAAAABJRU5ErkJggg==";
    private const string Colour =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAIAAAB7QOjdAAAAD0lEQVR42mP4z8DAJSIHAAZlATwrV0msAAAAAElFTkSuQmCC";

    [Fact]
    public void Sixteen_bit_grey_becomes_eight_bit_by_rounding_the_upper_half()
    {
        Frame frame = ImageFile.Decode(Convert.FromBase64String(DeepGrey), "grey.png");
        Assert.Equal((3, 2, 1), (frame.Width, frame.Height, frame.Channels));
        Assert.Equal([0, 1, 255, 128, 0, 1], frame.Pixels);
    }

    [Fact]
    public void Channels_come_in_the_order_red_green_blue()
    {
        Frame frame = ImageFile.Decode(Convert.FromBase64String(Colour), "colour.png");
        Assert.Equal([255, 0, 0, 10, 20, 30], frame.Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Png_keeps_every_pixel(int channels)
    {
        var pixels = new byte[7 * 5 * channels];
        new Random(3).NextBytes(pixels);
        Frame back = ImageFile.Decode(ImageFile.EncodePng(new Frame(7, 5, channels, pixels)), "memory");
        Assert.Equal((7, 5, channels), (back.Width, back.Height, back.Channels));
        Assert.Equal(pixels, back.Pixels);
    }

    [Fact]
    public void Jpeg_of_lower_quality_is_smaller_and_keeps_a_smooth_picture_roughly()
    {
        Frame picture = TestPictures.Waves(64, 48, shift: 0, channels: 3);
        byte[] fine = ImageFile.EncodeJpeg(picture), coarse = ImageFile.EncodeJpeg(picture, quality: 30);
        Frame back = ImageFile.Decode(fine, "memory");
        Assert.True(coarse.Length < fine.Length);
        Assert.True(TestPictures.MeanDifference(picture, back) < 3);
    }

    [Theory]
    [InlineData(".png")]
    [InlineData(".jpg")]
    public void A_picture_cut_short_names_the_file(string format)
    {
        Frame picture = TestPictures.Waves(64, 48, shift: 0);
        byte[] whole = format == ".png" ? ImageFile.EncodePng(picture) : ImageFile.EncodeJpeg(picture);
        var e = Assert.Throws<InputException>(() => ImageFile.Decode(whole.AsSpan(0, whole.Length * 3 / 4), "s01/img7" + format));
        Assert.Equal("s01/img7" + format, e.Place);
        Assert.Contains("breaks off", e.Found);
    }

    [Fact]
    public void What_is_no_picture_names_the_file()
        => Assert.Equal("notes.png", Assert.Throws<InputException>(() => ImageFile.Decode("onset, apex"u8, "notes.png")).Place);

    [Fact]
    public void An_empty_file_says_that_it_is_empty()
    {
        var e = Assert.Throws<InputException>(() => ImageFile.Decode([], "img7.png"));
        Assert.Equal("an empty file", e.Found);
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        string path = Path.Combine(Path.GetTempPath(), "no-such-folder", "img1.png");
        Assert.Equal(path, Assert.Throws<InputException>(() => ImageFile.Read(path)).Place);
    }
}
