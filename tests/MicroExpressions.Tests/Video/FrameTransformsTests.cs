using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class FrameTransformsTests
{
    [Theory]
    [InlineData(Interpolation.Linear)]
    [InlineData(Interpolation.Area)]
    [InlineData(Interpolation.Lanczos)]
    public void A_flat_picture_stays_flat(Interpolation interpolation)
    {
        Frame small = TestPictures.Flat(40, 30, 93, channels: 3).Resize(17, 11, interpolation);
        Assert.Equal((17, 11, 3), (small.Width, small.Height, small.Channels));
        Assert.All(small.Pixels, p => Assert.Equal(93, p));
    }

    [Fact]
    public void Area_means_the_pixels_it_covers()
    {
        Frame small = new Frame(4, 2, 1, [0, 10, 100, 104, 20, 30, 108, 112]).Resize(2, 1, Interpolation.Area);
        Assert.Equal([15, 106], small.Pixels);
    }

    [Fact]
    public void A_crop_of_the_same_size_copies_the_box()
    {
        Frame frame = TestPictures.Waves(20, 16, shift: 0, channels: 3);
        Frame part = frame.Crop(new PixelBox(3, 5, 7, 4), 7, 4, Interpolation.Lanczos);
        for (int y = 0; y < 4; y++)
            Assert.Equal(frame.Pixels.AsSpan(((y + 5) * 20 + 3) * 3, 21).ToArray(), part.Pixels.AsSpan(y * 21, 21).ToArray());
    }

    [Fact]
    public void A_box_outside_the_picture_is_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() =>
            TestPictures.Flat(10, 10, 0).Crop(new PixelBox(5, 0, 6, 10), 4, 4, Interpolation.Area));

    [Fact]
    public void Grey_is_the_luma_of_BT601()
    {
        Frame grey = new Frame(4, 1, 3, [255, 0, 0, 0, 255, 0, 0, 0, 255, 10, 20, 30]).ToGrey();
        Assert.Equal([76, 150, 29, 18], grey.Pixels);   // 0.299, 0.587 and 0.114 times 255; 2.99 + 11.74 + 3.42
    }
}
