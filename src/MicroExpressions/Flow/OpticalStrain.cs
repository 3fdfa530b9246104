namespace MicroExpressions.Flow;

/// <summary>
/// How much the skin is deformed, whatever way it moves as a whole: the infinitesimal strain of the flow, after M. Shreve,
/// S. Godavarthy, D. Goldgof, S. Sarkar, "Macro- and micro-expression spotting in long videos using spatio-temporal strain", FG 2011.
/// </summary>
public static class OpticalStrain
{
    /// <summary>
    /// <c>ε = ½(∇u + ∇uᵀ)</c>, <c>|ε| = √(ε_xx² + ε_yy² + ε_xy² + ε_yx²)</c> at each pixel. Derivatives are central differences over
    /// two pixels, one-sided at the frame's edges; a frame of one row or column has none across it.
    /// </summary>
    /// <returns><c>[height, width]</c>, per frame (pixels per pixel)</returns>
    public static float[] Magnitude(FlowField flow)
    {
        var magnitude = new float[flow.U.Length];
        for (int y = 0; y < flow.Height; y++)
        {
            int above = Math.Max(y - 1, 0), below = Math.Min(y + 1, flow.Height - 1);
            float perRow = 1f / Math.Max(below - above, 1);
            for (int x = 0; x < flow.Width; x++)
            {
                int left = Math.Max(x - 1, 0), right = Math.Min(x + 1, flow.Width - 1);
                float perColumn = 1f / Math.Max(right - left, 1);
                int row = y * flow.Width;
                float xx = (flow.U[row + right] - flow.U[row + left]) * perColumn;
                float yy = (flow.V[below * flow.Width + x] - flow.V[above * flow.Width + x]) * perRow;
                float xy = 0.5f * ((flow.U[below * flow.Width + x] - flow.U[above * flow.Width + x]) * perRow
                    + (flow.V[row + right] - flow.V[row + left]) * perColumn);
                magnitude[row + x] = MathF.Sqrt(xx * xx + yy * yy + 2 * xy * xy);
            }
        }
        return magnitude;
    }
}
