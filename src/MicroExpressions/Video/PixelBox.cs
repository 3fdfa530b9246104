namespace MicroExpressions.Video;

/// <summary>A rectangle of whole pixels.</summary>
/// <param name="X">left edge</param>
/// <param name="Y">upper edge</param>
/// <param name="Width">pixels in a row</param>
/// <param name="Height">rows</param>
public readonly record struct PixelBox(int X, int Y, int Width, int Height);
