namespace MicroExpressions.Synthesis;

/// <summary>Points of the face whose true position in every frame is known.</summary>
public static class FaceLandmarks
{
    private static readonly (string Name, Func<FaceGeometry, float> X, Func<FaceGeometry, float> Y)[] Halves =
    [
        ("brow-inner", _ => 0.2f, f => f.BrowLine(0.2f)),
        ("brow-middle", _ => 0.43f, f => f.BrowLine(0.43f)),
        ("brow-outer", _ => 0.68f, f => f.BrowLine(0.68f)),
        ("eye-inner", f => f.EyeX - f.EyeHalfWidth, f => f.EyeY + f.EyeTilt * f.EyeHalfWidth),
        ("eye-outer", f => f.EyeX + f.EyeHalfWidth, f => f.EyeY - f.EyeTilt * f.EyeHalfWidth),
        ("cheek", _ => 0.55f, _ => 0.2f),
        ("nose-wing", f => f.NoseHalfWidth, f => f.NoseTipY + 0.03f),
        ("mouth-corner", f => f.MouthHalfWidth, f => f.LipLine(f.MouthHalfWidth)),
    ];

    private static readonly (string Name, Func<FaceGeometry, float> Y)[] Midline =
    [
        ("nose-bridge", f => f.EyeY),
        ("nose-tip", f => f.NoseTipY),
        ("upper-lip", f => f.LipLine(0f) - f.Lips(0f).Upper),
        ("lower-lip", f => f.LipLine(0f) + f.Lips(0f).Lower),
        ("chin", f => f.ChinY - 0.06f),
    ];

    /// <summary>Names in order: pairs (<c>…-left</c> is at the picture's left), then the midline from above.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Halves.SelectMany(h => new[] { $"{h.Name}-left", $"{h.Name}-right" }), .. Midline.Select(m => m.Name)];

    /// <summary>Their places in the neutral face, face units.</summary>
    internal static IEnumerable<(float X, float Y)> Neutral(FaceGeometry face) =>
        [.. Halves.SelectMany(h => new[] { (-h.X(face), h.Y(face)), (h.X(face), h.Y(face)) }), .. Midline.Select(m => (0f, m.Y(face)))];
}
