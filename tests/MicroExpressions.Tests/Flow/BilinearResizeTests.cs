using MicroExpressions.Flow;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Flow;

public unsafe class BilinearResizeTests
{
    [Theory]
    [InlineData(40, 30, 32, 24)]
    [InlineData(33, 17, 26, 14)]
    [InlineData(26, 14, 33, 17)]
    public void It_equals_the_scalar_reference(int fromWidth, int fromHeight, int width, int height)
    {
        var random = new Random(1);
        var image = ScalarTvL1.Each(fromWidth, fromHeight, (_, _) => random.Next(256));
        double across = (double)fromWidth / width, down = (double)fromHeight / height;
        var expected = ScalarResize.Resize(image, width, height, across, down);
        float[] result = Resized(image, width, height, across, down, factor: 1.25f);
        for (int i = 0; i < result.Length; i++)
            Assert.Equal(1.25 * expected[i / width, i % width], result[i], 1e-3);
    }

    [Fact]
    public void It_equals_OpenCV_to_the_rounding_of_eight_bits()
    {
        var random = new Random(2);
        var frame = new Frame(50, 40, 1, [.. Enumerable.Range(0, 2000).Select(_ => (byte)random.Next(256))]);
        var image = ScalarTvL1.Each(50, 40, (x, y) => frame.Pixels[y * 50 + x]);
        var theirs = frame.Resize(40, 32, Interpolation.Linear);
        float[] ours = Resized(image, 40, 32, 1.25, 1.25, factor: 1);
        for (int i = 0; i < ours.Length; i++)
            Assert.Equal(theirs.Pixels[i], ours[i], 1.0f);
    }

    private static float[] Resized(double[,] image, int width, int height, double across, double down, float factor)
    {
        int fromWidth = image.GetLength(1), fromHeight = image.GetLength(0), pitch = fromWidth + FlowLevel.WidestVector;
        float[] source = new float[pitch * fromHeight], target = new float[width * height];
        for (int i = 0; i < fromWidth * fromHeight; i++)
            source[i / fromWidth * pitch + i % fromWidth] = (float)image[i / fromWidth, i % fromWidth];
        var resize = new BilinearResize(fromWidth, fromHeight, width, height, across, down);
        fixed (float* from = source, to = target)
            resize.Run<Lanes256>(from, pitch, to, width, factor);
        return target;
    }
}
