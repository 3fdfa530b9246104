namespace MicroExpressions.Tests.Flow;

/// <summary>Bilinear resizing with aligned pixel centres, edge pixels repeated outside.</summary>
internal static class ScalarResize
{
    public static double[,] Resize(double[,] image, int width, int height, double horizontal, double vertical)
    {
        int h = image.GetLength(0), w = image.GetLength(1);
        return ScalarTvL1.Each(width, height, (x, y) =>
        {
            double px = Math.Clamp((x + 0.5) * horizontal - 0.5, 0, w - 1), py = Math.Clamp((y + 0.5) * vertical - 0.5, 0, h - 1);
            int left = (int)px, top = (int)py, right = Math.Min(left + 1, w - 1), bottom = Math.Min(top + 1, h - 1);
            double upper = image[top, left] + (px - left) * (image[top, right] - image[top, left]);
            double lower = image[bottom, left] + (px - left) * (image[bottom, right] - image[bottom, left]);
            return upper + (py - top) * (lower - upper);
        });
    }
}
