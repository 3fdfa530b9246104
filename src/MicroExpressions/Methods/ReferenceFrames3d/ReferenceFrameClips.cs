using static TorchSharp.torch;

namespace MicroExpressions.Methods.ReferenceFrames3d;

/// <summary>Temporally oriented reference frames: those k before and after a frame; beyond a video's ends its first or last one [chosen].</summary>
internal static class ReferenceFrameClips
{
    /// <summary>The rows of <c>f_{i−k}, f_i, f_{i+k}</c>.</summary>
    /// <param name="row">i</param>
    /// <param name="distance">k in rows</param>
    /// <param name="rows">the video's</param>
    public static int[] Rows(int row, int distance, int rows) => [Math.Max(0, row - distance), row, Math.Min(rows - 1, row + distance)];

    /// <summary>Pictures of those rows as clips.</summary>
    /// <param name="pictures"><c>[3 N, S²]</c></param>
    /// <param name="side">S</param>
    /// <returns><c>[N, 3, S, S]</c></returns>
    public static Tensor Of(Tensor pictures, int side) => pictures.view(-1, ReferenceFrameNetwork.Frames, side, side);
}
