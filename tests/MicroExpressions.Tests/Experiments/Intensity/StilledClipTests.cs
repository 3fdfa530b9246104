using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Experiments.Intensity;

public class StilledClipTests
{
    /// <summary>The inner two of four pixels: 100, 250, then 103, 240, then 90, 255. Of 250 + 15 the byte's end is left.</summary>
    [Theory]
    [InlineData(1, new byte[] { 100, 250 }, new byte[] { 103, 240 }, new byte[] { 87, 255 })]
    [InlineData(-1, new byte[] { 100, 250 }, new byte[] { 97, 255 }, new byte[] { 113, 235 })]
    public void Each_frame_is_the_first_and_the_difference_to_the_one_before(int sign, params byte[][] expected)
    {
        var still = new StilledClip(new Pictures([1, 100, 250, 1], [9, 103, 240, 9], [9, 90, 255, 9]), new PixelBox(1, 0, 2, 1), sign);
        Assert.Equal((2, 1, 3), (still.Width, still.Height, still.Count));
        Assert.Equal(expected, Enumerable.Range(0, 3).Select(p => still.Read(p).Pixels));
    }

    [Fact]
    public void Frames_that_are_all_alike_stay_as_they_are()
    {
        var still = new StilledClip(new Pictures([1, 2, 3, 4], [1, 2, 3, 4]), new PixelBox(0, 0, 4, 1), 1);
        Assert.Equal([1, 2, 3, 4], still.Read(1).Pixels);
    }

    private sealed class Pictures(params byte[][] rows) : IFrameSource
    {
        public string Name => "pictures";

        public int Width => 4;

        public int Height => 1;

        public int Count => rows.Length;

        public double FramesPerSecond => 30;

        public Frame Read(int position) => new(4, 1, 1, rows[position]);

        public void Dispose()
        {
        }
    }
}
