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
    public static unsafe Frame Decode(ReadOnlySpan<byte> file, string name)
    {
        if (IsCutShort(file))
            throw new InputException(
                name, $"a picture that breaks off after {file.Length} bytes", "the whole picture", "Copy the file again from its origin.");
        nint image = 0;
        try
        {
            int width, height, channels, bytes;
            fixed (byte* start = file)
                NativeVideo.Check(NativeVideo.ImageDecode(
                    start, file.Length, out image, out width, out height, out channels, out bytes));
            var pixels = new byte[checked(width * height * channels)];
            if (bytes == 1)
            {
                fixed (byte* to = pixels)
                    NativeVideo.Check(NativeVideo.ImagePixels(image, to));
            }
            else
            {
                var deep = new ushort[pixels.Length];
                fixed (ushort* to = deep)
                    NativeVideo.Check(NativeVideo.ImagePixels(image, to));
                for (int i = 0; i < deep.Length; i++)
                    pixels[i] = (byte)((deep[i] + 128) / 257);   // 65535 = 255 · 257: full white stays full white
            }
            return new Frame(width, height, channels, pixels);
        }
        catch (OpenCvException e)
        {
            throw new InputException(
                name, file.IsEmpty ? "an empty file" : $"{file.Length} bytes: {e.Message}", "a whole picture (PNG, JPEG, BMP, TIFF)",
                "Copy the file again from its origin.", e);
        }
        finally
        {
            NativeVideo.ImageClose(image);
        }
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
    public static byte[] EncodePng(Frame frame) => Encode(frame, ".png", quality: 0);

    /// <summary>Codes a picture as JPEG.</summary>
    /// <param name="frame">the picture</param>
    /// <param name="quality">0..100; 95 is OpenCV's default</param>
    public static byte[] EncodeJpeg(Frame frame, int quality = 95)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(quality);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        return Encode(frame, ".jpg", quality);
    }

    private static unsafe byte[] Encode(Frame frame, string extension, int quality)
    {
        nint encoded = 0;
        try
        {
            long length;
            fixed (byte* pixels = frame.Pixels)
                NativeVideo.Check(NativeVideo.ImageEncode(
                    pixels, frame.Width, frame.Height, frame.Channels, 1, extension, quality, out encoded, out length));
            var bytes = new byte[length];
            fixed (byte* to = bytes)
                NativeVideo.Check(NativeVideo.EncodedBytes(encoded, to));
            return bytes;
        }
        finally
        {
            NativeVideo.EncodedClose(encoded);
        }
    }
}
