namespace MicroExpressions.Features;

/// <summary>How many frames make a snippet.</summary>
public static class SnippetLengths
{
    /// <summary>docs/method.md §1 "Notation": L = 8 frames at 30 fps, 32 at 200 fps [paper]; in between the nearer.</summary>
    public static int At(double framesPerSecond) => framesPerSecond < 100 ? 8 : 32;
}
