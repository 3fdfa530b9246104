namespace MicroExpressions.Video;

/// <summary>
/// How the numbers of a video's pictures become eight bits. Cameras of 10, 12 or 14 bits are stored in 16, where white is far from 65535: the
/// brightest number of the whole video tells how many bits it has, so that all frames are scaled alike and none flickers.
/// </summary>
/// <param name="Bits">a channel as it is stored: 8 or 16</param>
/// <param name="White">the number that becomes 255</param>
internal sealed record PictureDepth(int Bits, int White)
{
    /// <summary>Bits of what cameras and scripts store in 16 [chosen]: 8 where bytes were written as words.</summary>
    private static readonly int[] Depths = [8, 10, 12, 14, 16];

    /// <summary>Eight bits are taken as they are.</summary>
    public static PictureDepth Eight { get; } = new(8, byte.MaxValue);

    /// <summary>White is the greatest number of 16 bits, and becomes it exactly: 65535 = 255 · 257.</summary>
    public static PictureDepth Sixteen { get; } = new(16, ushort.MaxValue);

    /// <summary>Of a folder's pictures: by the first alone where it has 8 bits, else by the brightest of all.</summary>
    /// <param name="files">the pictures</param>
    /// <param name="name">what messages call the folder</param>
    /// <param name="warn">is told where white is not the greatest number of 16 bits</param>
    /// <exception cref="InputException">a picture that cannot be read, or, behind one of 16 bits, one of 8</exception>
    public static PictureDepth Of(IReadOnlyList<string> files, string name, Action<string> warn)
    {
        (int bits, int brightest) = ImageFile.Measure(files[0]);
        if (bits == Eight.Bits)
            return Eight;
        for (int i = 1; i < files.Count && brightest <= WhiteOf(Depths[^2]); i++)
        {
            (int others, int value) = ImageFile.Measure(files[i]);
            if (others != bits)
                throw Mixed(files[i], others, bits);
            brightest = Math.Max(brightest, value);
        }
        int depth = Array.Find(Depths, d => brightest <= WhiteOf(d));
        if (depth < bits)
            warn(FormattableString.Invariant(
                $"{name}: pictures of {bits} bits whose brightest value is {brightest}: scaled as {depth} bits, {WhiteOf(depth)} being white in every frame."));
        return new PictureDepth(bits, WhiteOf(depth));
    }

    /// <summary>One picture of a folder that is not stored as its first.</summary>
    public static InputException Mixed(string file, int found, int expected) => new(
        file, $"{found} bits a channel", $"{expected} as in the folder's first picture", "All frames of a video must be stored alike: convert them in one go.");

    private static int WhiteOf(int depth) => (1 << depth) - 1;
}
