using OpenCvSharp;

namespace MicroExpressions.Video;

/// <summary>Pictures on disk and in memory: PNG, JPEG, BMP, TIFF and what else OpenCV decodes.</summary>
public static class ImageFile
{
    /// <summary>Reads a picture. 16 bits a channel become 8 by their upper half (rounded); transparency is dropped.</summary>
    /// <exception cref="InputException">there is no such file, or it is no picture</exception>
    public static Frame Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a readable picture", "Check the path.", e);
        }
        return Decode(file, path);
    }

    /// <summary>Decodes a picture in memory.</summary>
    /// <param name="file">the coded picture</param>
    /// <param name="name">what messages call it</param>
    /// <exception cref="InputException">it is no picture</exception>
    public static Frame Decode(ReadOnlySpan<byte> file, string name)
    {
        int length = file.Length;
        if (IsCutShort(file))
            throw new InputException(
                name, $"a picture that breaks off after {file.Length} bytes", "the whole picture", "Copy the file again from its origin.");
        if (file.IsEmpty)
            throw Unreadable("");
        OpenCv.Load();
        try
        {
            using Mat decoded = Cv2.ImDecode(file, ImreadModes.AnyColor | ImreadModes.AnyDepth);
            if (decoded.Empty())
                throw Unreadable("no picture OpenCV can decode");
            if (decoded.Depth() == MatType.CV_8U)
                return FrameMat.ToFrame(decoded);
            if (decoded.Depth() != MatType.CV_16U)
                throw Unreadable("neither 8 nor 16 bits a channel");
            using var shallow = new Mat();
            decoded.ConvertTo(shallow, MatType.CV_8U, 1 / 257.0);   // 65535 = 255 · 257: full white stays full white
            return FrameMat.ToFrame(shallow);
        }
        catch (OpenCVException e)
        {
            throw Unreadable(e.ErrMsg, e);
        }

        InputException Unreadable(string found, Exception? inner = null) => new(
            name, length == 0 ? "an empty file" : $"{length} bytes: {found}", "a whole picture (PNG, JPEG, BMP, TIFF)",
            "Copy the file again from its origin.", inner);
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
