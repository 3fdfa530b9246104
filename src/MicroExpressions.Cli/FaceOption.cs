using System.CommandLine;
using System.Globalization;
using MicroExpressions.Video;

namespace MicroExpressions.Cli;

/// <summary><c>--face</c>: which of several people is followed.</summary>
internal static class FaceOption
{
    public static Option<string?> Create() => new("--face")
    {
        Description = "who is followed: N, counted by the size of the face (default: 1, the largest), or X,Y,WIDTH,HEIGHT in pixels of the first frame",
        HelpName = "N",
    };

    /// <summary>The person's number, or where the face is at first.</summary>
    /// <param name="face">what was given; null: the largest</param>
    /// <exception cref="InputException">neither</exception>
    public static (int Person, PixelBox? Box) Read(string? face)
    {
        if (face is null)
            return (1, null);
        int[] numbers = [.. face.Split(',').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int n) ? n : -1)];
        return numbers switch
        {
            [> 0 and var number] => (number, null),
            [>= 0 and var x, >= 0 and var y, > 0 and var width, > 0 and var height] => (1, new PixelBox(x, y, width, height)),
            _ => throw new InputException("--face", face, "a number from 1, or X,Y,WIDTH,HEIGHT", "Count by the size of the face, or measure where it is in the first frame."),
        };
    }
}
