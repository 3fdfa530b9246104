using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>Pictures on disk and in memory: PNG, JPEG, BMP, TIFF, PGM and PPM. What they say of their size is looked at before OpenCV decodes them.</summary>
public static class ImageFile
{
    /// <summary>Twice a picture of 8K; a few bytes may say that they are a thousand times as much. [chosen]</summary>
    internal const int MostPixels = 1 << 26;

    /// <summary>
    /// Reads a picture, 8 or 16 bits a channel, grey or coloured, with palette or without. 16 bits become 8 by their upper half (rounded);
    /// transparency is dropped. In a <see cref="FrameFolder"/> the whole video decides what is white.
    /// </summary>
    /// <exception cref="InputException">there is no such file, or it is no picture</exception>
    public static Frame Read(string path) => Decode(Bytes(path), path);

    /// <summary>Decodes a picture in memory.</summary>
    /// <param name="file">the coded picture</param>
    /// <param name="name">what messages call it</param>
    /// <exception cref="InputException">it is no picture</exception>
    public static Frame Decode(ReadOnlySpan<byte> file, string name) => Decode(file, name, mat => ToFrame(mat, PictureDepth.Sixteen.White));

    /// <summary>Reads a picture of a video.</summary>
    /// <param name="path">the file</param>
    /// <param name="depth">the video's</param>
    /// <exception cref="InputException">there is no such file, it is no picture, or it is stored otherwise</exception>
    internal static Frame Read(string path, PictureDepth depth) => Decode(Bytes(path), path, mat => BitsOf(mat) == depth.Bits
        ? ToFrame(mat, depth.White) : throw PictureDepth.Mixed(path, BitsOf(mat), depth.Bits));

    /// <summary>Bits a channel, and the greatest number in the picture; of 8 bits the greatest that could be.</summary>
    /// <exception cref="InputException">there is no such file, or it is no picture</exception>
    internal static (int Bits, int Brightest) Measure(string path) => Decode(Bytes(path), path, mat =>
    {
        if (BitsOf(mat) == PictureDepth.Eight.Bits)
            return (BitsOf(mat), PictureDepth.Eight.White);
        using Mat numbers = mat.Reshape(1);
        Cv2.MinMaxLoc(numbers, out _, out double greatest);
        return (BitsOf(mat), (int)greatest);
    });

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a readable picture", "Check the path.", e);
        }
    }

    private static T Decode<T>(ReadOnlySpan<byte> file, string name, Func<Mat, T> use)
    {
        int length = file.Length;
        if (IsCutShort(file))
            throw new InputException(
                name, $"a picture that breaks off after {file.Length} bytes", "the whole picture", "Copy the file again from its origin.");
        if (file.IsEmpty)
            throw Unreadable("");
        if (file.StartsWith(PngSignature) && PictureBytes.IsDamagedPng(file))
            throw Unreadable("a PNG picture with a part that is longer than the file");
        if (file.StartsWith(JpegStart) && PictureBytes.IsDamagedJpeg(file))
            throw Unreadable("a JPEG picture that is damaged inside");
        if (PictureBytes.SizeOf(file) is not { } size)
            throw Unreadable("no picture of a known kind");
        if ((long)size.Width * size.Height > MostPixels)
            throw Unreadable($"{size.Width} × {size.Height} pixels, more than {MostPixels}");
        OpenCv.Load();
        try
        {
            using Mat decoded = Cv2.ImDecode(file, ImreadModes.AnyColor | ImreadModes.AnyDepth);
            if (decoded.Empty())
                throw Unreadable("no picture OpenCV can decode");
            if (decoded.Depth() != MatType.CV_8U && decoded.Depth() != MatType.CV_16U)
                throw Unreadable("neither 8 nor 16 bits a channel");
            return use(decoded);
        }
        catch (OpenCVException e)
        {
            throw Unreadable(e.ErrMsg, e);
        }

        InputException Unreadable(string found, Exception? inner = null) => new(
            name, length == 0 ? "an empty file" : $"{length} bytes: {found}", "a whole picture (PNG, JPEG, BMP, TIFF, PGM, PPM)",
            "Copy the file again from its origin.", inner);
    }

    private static int BitsOf(Mat decoded) => decoded.Depth() == MatType.CV_8U ? PictureDepth.Eight.Bits : PictureDepth.Sixteen.Bits;

    private static Frame ToFrame(Mat decoded, int white)
    {
        if (decoded.Depth() == MatType.CV_8U)
            return FrameMat.ToFrame(decoded);
        using var shallow = new Mat();
        decoded.ConvertTo(shallow, MatType.CV_8U, 255.0 / white);
        return FrameMat.ToFrame(shallow);
    }

    // OpenCV fills the missing part of a JPEG with grey and says nothing. In both formats the end has a mark that the
    // data before it cannot contain; only a JPEG's embedded thumbnail has one of its own, before the last start of scan.
    private static bool IsCutShort(ReadOnlySpan<byte> file)
    {
        if (file.StartsWith(PngSignature))
            return file.LastIndexOf("IEND"u8) < 0;
        if (file.StartsWith(JpegStart))
            return file.LastIndexOf(JpegEnd) < Math.Max(0, file.LastIndexOf(JpegScan));
        return false;
    }

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G'];
    private static ReadOnlySpan<byte> JpegStart => [0xFF, 0xD8];
    private static ReadOnlySpan<byte> JpegScan => [0xFF, 0xDA];
    private static ReadOnlySpan<byte> JpegEnd => [0xFF, 0xD9];

    /// <summary>Codes a picture as PNG, without loss.</summary>
    public static byte[] EncodePng(Frame frame) => Encode(frame, ".png");

    /// <summary>Codes a picture as JPEG.</summary>
    /// <param name="frame">the picture</param>
    /// <param name="quality">0..100; 95 is OpenCV's default</param>
    public static byte[] EncodeJpeg(Frame frame, int quality = 95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(frame, ".jpg", new ImageEncodingParam(ImwriteFlags.JpegQuality, quality));
    }

    private static byte[] Encode(Frame frame, string extension, params ImageEncodingParam[] options)
    {
        OpenCv.Load();
        using Mat image = FrameMat.Of(frame);
        Cv2.ImEncode(extension, image, out byte[] coded, options);
        return coded;
    }
}
