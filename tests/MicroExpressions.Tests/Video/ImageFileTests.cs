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

    // PNG files written likewise: grey with alpha of 8 and 16 bits; RGBA; palettes (of colours, with transparency, of 2 bits, of greys);
    // grey of 1 and 4 bits; RGB of 16 bits
    [Theory]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAQAAACx6dw/AAAAD0lEQVR4nGPg+n+C4X8DAArcA1Hoj/RuAAAAAElFTkSuQmCC", new byte[] { 10, 10, 10, 200, 200, 200, 255, 255, 255 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAQAAAAOu2tCAAAAEElEQVR4nGPg/8AABP//AwAKDgL+QtTXCQAAAABJRU5ErkJggg==", new byte[] { 16, 16, 16, 0, 0, 0 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABCAYAAAD0In+KAAAAEUlEQVR4nGP4z8DAwCUi1wAACSEBvNbRm2gAAAAASUVORK5CYII=", new byte[] { 255, 0, 0, 10, 20, 30 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAMAAAAsPuSGAAAACVBMVEUKFB7/AAAHCAmJ0zT5AAAADElEQVR4nGNgZGACAAAJAARHJ/B4AAAAAElFTkSuQmCC", new byte[] { 255, 0, 0, 10, 20, 30, 7, 8, 9 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAMAAAAsPuSGAAAACVBMVEUKFB7/AAAHCAmJ0zT5AAAAAnRSTlMAgJsrThgAAAAMSURBVHicY2BkYAIAAAkABEcn8HgAAAAASUVORK5CYII=", new byte[] { 255, 0, 0, 10, 20, 30, 7, 8, 9 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAgMAAABmjvwnAAAACVBMVEUKFB7/AAAHCAmJ0zT5AAAACklEQVR4nGPwAAAASgBJoenHlwAAAABJRU5ErkJggg==", new byte[] { 255, 0, 0, 10, 20, 30, 7, 8, 9 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABCAMAAAAsPuSGAAAACVBMVEUKCgr///8HBwcHMl+IAAAADElEQVR4nGNgZGACAAAJAARHJ/B4AAAAAElFTkSuQmCC", new byte[] { 255, 255, 255, 10, 10, 10, 7, 7, 7 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAMAAAABAQAAAAAzmykZAAAACklEQVR4nGNYAAAAogCh3I2xzAAAAABJRU5ErkJggg==", new byte[] { 255, 0, 255 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABBAAAAAAUuc1XAAAACklEQVR4nGP4CAAA8wDy6GmkBgAAAABJRU5ErkJggg==", new byte[] { 255, 17 })]
    [InlineData("iVBORw0KGgoAAAANSUhEUgAAAAIAAAABEAIAAAAr0DSeAAAAFUlEQVR4nGP4/5+BgZGR/wMTEwMDABwdAwQg3OqcAAAAAElFTkSuQmCC", new byte[] { 255, 0, 1, 16, 2, 0 })]
    public void Palettes_transparency_and_other_depths_become_grey_or_colour_of_eight_bits(string png, byte[] expected)
    {
        Frame frame = ImageFile.Decode(Convert.FromBase64String(png), "a.png");
        Assert.Equal(expected, frame.Pixels);
        Assert.Equal(expected.Length / frame.Width, frame.Channels);
    }

    [Fact]
    public void A_jpeg_damaged_inside_is_refused_though_the_decoder_would_fill_it_up()
    {
        byte[] file = ImageFile.EncodeJpeg(TestPictures.Waves(640, 480, shift: 0, channels: 3));
        Assert.Equal(640, ImageFile.Decode(file, "whole.jpg").Width);
        for (int i = file.Length / 2; i < file.Length / 2 + 2000; i++)
            file[i] ^= 0xFF;
        Assert.Contains("damaged inside", Assert.Throws<InputException>(() => ImageFile.Decode(file, "img7.jpg")).Found);
    }

    [Fact]
    public void A_png_damaged_inside_is_refused()
    {
        byte[] file = ImageFile.EncodePng(TestPictures.Waves(640, 480, shift: 0, channels: 3));
        file[file.Length / 2] ^= 0x10;
        Assert.Equal("img7.png", Assert.Throws<InputException>(() => ImageFile.Decode(file, "img7.png")).Place);
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
