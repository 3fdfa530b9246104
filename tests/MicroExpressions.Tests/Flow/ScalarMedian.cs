namespace MicroExpressions.Tests.Flow;

/// <summary>Median of 5 × 5 pixels by sorting all 25, the edge pixels repeated outside.</summary>
internal static class ScalarMedian
{
    public static double[,] Filter(double[,] image)
    {
        int h = image.GetLength(0), w = image.GetLength(1);
        return ScalarTvL1.Each(w, h, (x, y) =>
        {
            var window = new List<double>();
            for (int j = y - 2; j <= y + 2; j++)
            {
                for (int i = x - 2; i <= x + 2; i++)
                    window.Add(image[Math.Clamp(j, 0, h - 1), Math.Clamp(i, 0, w - 1)]);
            }
            window.Sort();
            return window[12];
        });
    }
}
