using System.Globalization;

namespace MicroExpressions.Video;

/// <summary>
/// A folder with one picture a frame, as the data sets ship them: <c>img001.jpg</c>, <c>reg_img46.jpg</c>, <c>006_05562.jpg</c>,
/// <c>37.jpg</c>. The last run of digits in a name is the frame's number; order is by number, whatever the zeros in front.
/// Files that are no pictures, and hidden ones, do not count.
/// </summary>
public sealed class FrameFolder : IFrameSource
{
    private static readonly string[] Extensions = [".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".pgm", ".ppm"];

    private const int MostDigits = 9;    // of a frame number; more is a date or an identity

    private readonly int[] numbers;      // in rising order
    private readonly string[] files;     // one for each number
    private readonly bool skips;
    private readonly PictureDepth depth;

    /// <param name="path">the folder</param>
    /// <param name="options">must state the rate</param>
    /// <exception cref="InputException">
    /// no rate; no pictures; names that do not form one numbered series; a gap (unless the options allow it); an unreadable first picture; PNG
    /// or JPEG files of another size than the first; of 16 bits a channel, any that cannot be read
    /// </exception>
    public FrameFolder(string path, FrameSourceOptions options)
    {
        Name = path;
        FramesPerSecond = options.CheckedRate(path) ?? throw new InputException(
            path, "a folder of pictures and no rate", "frames per second", "Say it: 30 for CAS(ME)², 200 for SAMM and CASME II.");
        SortedDictionary<int, string> numbered = Numbered(path);
        (numbers, files) = ([.. numbered.Keys], [.. numbered.Values]);
        skips = options.OnMissing == MissingFrames.Skip;
        Count = skips ? numbers.Length : numbers[^1] - FirstNumber + 1;
        ReportGaps(options);
        depth = PictureDepth.Of(files, path, options.Warn);
        Frame first = ImageFile.Read(files[0], depth);
        (Width, Height) = (first.Width, first.Height);
        RequireOneSize();
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public int Width { get; }

    /// <inheritdoc/>
    public int Height { get; }

    /// <summary>From the first number to the last, gaps included unless they are skipped.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public double FramesPerSecond { get; }

    /// <summary>The number in the first picture's name: a sheet's frame <c>n</c> is at position <c>n − FirstNumber</c>.</summary>
    public int FirstNumber => numbers[0];

    /// <summary>Whether a file has one of the extensions of pictures.</summary>
    public static bool IsPicture(string path)
        => Extensions.Contains(Path.GetExtension(path), StringComparer.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith('.');

    /// <inheritdoc/>
    public Frame Read(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, Count);
        int found = skips ? position : Array.BinarySearch(numbers, FirstNumber + position);
        string file = files[found >= 0 ? found : ~found - 1];     // in a gap the one before it
        Frame frame;
        try
        {
            frame = ImageFile.Read(file, depth);
        }
        catch (InputException damaged) when (AlsoUnreadable(file) is { Length: > 0 } others)
        {
            throw new InputException(damaged.Place, $"{damaged.Found}; nor can frames {others} be read", damaged.Expected, damaged.Remedy, damaged);
        }
        return frame.Width == Width && frame.Height == Height ? frame : throw OfAnotherSize(file, frame.Width, frame.Height, []);
    }

    /// <summary>Nothing is held open.</summary>
    public void Dispose()
    {
    }

    private static SortedDictionary<int, string> Numbered(string path)
    {
        var numbered = new SortedDictionary<int, string>();
        (string Before, string After, string File)? series = null;
        foreach (string file in Directory.EnumerateFiles(path).Where(IsPicture).Order(StringComparer.Ordinal))
        {
            string name = Path.GetFileNameWithoutExtension(file);
            int end = name.Length;
            while (end > 0 && !char.IsAsciiDigit(name[end - 1]))
                end--;
            int start = end;
            while (start > 0 && char.IsAsciiDigit(name[start - 1]))
                start--;
            if (end - start > MostDigits
                || !int.TryParse(name.AsSpan(start, end - start), NumberStyles.None, CultureInfo.InvariantCulture, out int number))
                throw new InputException(file, "no frame number in the name", "names such as img001.jpg", "Move the picture elsewhere.");
            series ??= (name[..start], name[end..], file);
            if (!name[..start].Equals(series.Value.Before, StringComparison.OrdinalIgnoreCase)
                || !name[end..].Equals(series.Value.After, StringComparison.OrdinalIgnoreCase))
                throw new InputException(
                    file, $"a name that does not go with {Path.GetFileName(series.Value.File)}", "one series that differs in its number only",
                    "Put each series into a folder of its own.");
            if (!numbered.TryAdd(number, file))
                throw new InputException(
                    file, $"frame {number} for the second time, after {Path.GetFileName(numbered[number])}", "one picture a frame",
                    "Remove one of the two.");
        }
        return numbered.Count > 0 ? numbered : throw new InputException(
            path, "no pictures", $"numbered pictures ({string.Join(' ', Extensions)})", "Give the folder that holds the frames themselves.");
    }

    private void ReportGaps(FrameSourceOptions options)
    {
        int missing = numbers[^1] - FirstNumber + 1 - numbers.Length;
        if (missing == 0)
            return;
        string found = $"no frame{(missing > 1 ? "s" : "")} {FrameNumbers.Text(numbers.Zip(numbers.Skip(1), (before, after) => (before + 1, after - 1)).Where(gap => gap.Item1 <= gap.Item2))} ({missing} missing between {FirstNumber} and {numbers[^1]})";
        switch (options.OnMissing)
        {
            case MissingFrames.Refuse:
                throw new InputException(
                    Name, found, "one picture for each number", "Copy the folder again, or let the frame before stand in (RepeatLast; in mex --repeat-missing).");
            case MissingFrames.RepeatLast:
                options.Warn($"{Name}: {found}; each is replaced by the frame before it.");
                break;
            default:
                options.Warn($"{Name}: {found}; frames are counted as if they had never been.");
                break;
        }
    }

    /// <summary>Looks at the pictures' headers, so that one of another size is not found after hours.</summary>
    private void RequireOneSize()
    {
        if (PictureBytes.SizeOf(files[0]) is not { } first)
            return;
        int[] odd = [.. Enumerable.Range(1, files.Length - 1).Where(i => PictureBytes.SizeOf(files[i]) is { } size && size != first)];
        foreach (int i in odd)
            // a turned JPEG may be stored in another size than it has
            if (ImageFile.Read(files[i], depth) is var frame && (frame.Width != Width || frame.Height != Height))
                throw OfAnotherSize(files[i], frame.Width, frame.Height, odd);
    }

    /// <summary>The numbers of the other pictures that cannot be read, so that not each takes a run to be found.</summary>
    private string AlsoUnreadable(string file) => FrameNumbers.Text(numbers.Where((_, i) => files[i] != file && !IsReadable(files[i])));

    private bool IsReadable(string file)
    {
        try
        {
            ImageFile.Read(file, depth);
            return true;
        }
        catch (InputException)
        {
            return false;
        }
    }

    private InputException OfAnotherSize(string file, int width, int height, int[] odd) => new(
        file, $"{width} × {height} pixels{(odd.Length > 1 ? $" (frames that differ: {FrameNumbers.Text(odd.Select(i => numbers[i]))})" : "")}",
        $"{Width} × {Height} as in {Path.GetFileName(files[0])}", "All frames of a video must have one size: crop or resize them alike.");
}
