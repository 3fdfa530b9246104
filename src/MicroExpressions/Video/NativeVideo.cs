using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MicroExpressions.Video;

/// <summary>The entries of <c>libmexvideo</c> (src/native/video.cpp). Each returns null or a message: see <see cref="Check"/>.</summary>
internal static unsafe partial class NativeVideo
{
    private const string Library = "mexvideo";

    /// <summary>An open video file.</summary>
    internal sealed class Capture() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            CaptureClose(handle);
            return true;
        }
    }

    /// <summary>A video file being written.</summary>
    internal sealed class Writer() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            WriterClose(handle);
            return true;
        }
    }

    /// <summary>A loaded face detector.</summary>
    internal sealed class Cascade() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: true)
    {
        protected override bool ReleaseHandle()
        {
            CascadeClose(handle);
            return true;
        }
    }

    /// <summary>The C structure of the same name in video.cpp, field by field.</summary>
    [StructLayout(LayoutKind.Sequential)]
    internal struct TvL1Settings
    {
        public double Tau, Lambda, Theta, Epsilon, ScaleStep, Gamma;
        public int Scales, Warps, InnerIterations, OuterIterations, MedianFilter;
    }

    /// <summary>Null stays silent.</summary>
    /// <exception cref="OpenCvException">there is a message</exception>
    internal static void Check(nint message)
    {
        if (message != 0)
            throw new OpenCvException(Marshal.PtrToStringUTF8(message)!);
    }

    [LibraryImport(Library, EntryPoint = "mexvideo_version")]
    internal static partial nint Version();

    [LibraryImport(Library, EntryPoint = "mexvideo_set_threads")]
    internal static partial nint SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "mexvideo_get_threads")]
    internal static partial nint GetThreads(out int threads);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint CaptureOpen(string path, out Capture capture);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_close")]
    private static partial void CaptureClose(nint capture);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_properties")]
    internal static partial nint CaptureProperties(
        Capture capture, out int width, out int height, out double framesPerSecond, out long count);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_grab")]
    internal static partial nint CaptureGrab(Capture capture, out int grabbed, out double milliseconds);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_retrieve")]
    internal static partial nint CaptureRetrieve(Capture capture, int width, int height, byte* pixels);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_seek")]
    internal static partial nint CaptureSeek(Capture capture, long position, out int positioned);

    [LibraryImport(Library, EntryPoint = "mexvideo_capture_odd_jpeg", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint CaptureOddJpeg(string path, out long position, out int oddWidth, out int oddHeight);

    [LibraryImport(Library, EntryPoint = "mexvideo_writer_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint WriterOpen(
        string path, string codec, double framesPerSecond, int width, int height, int channels, out Writer writer);

    [LibraryImport(Library, EntryPoint = "mexvideo_writer_write")]
    internal static partial nint WriterWrite(Writer writer, byte* pixels, int width, int height, int channels);

    [LibraryImport(Library, EntryPoint = "mexvideo_writer_close")]
    private static partial void WriterClose(nint writer);

    [LibraryImport(Library, EntryPoint = "mexvideo_image_decode")]
    internal static partial nint ImageDecode(
        byte* file, int length, out nint image, out int width, out int height, out int channels, out int bytes);

    [LibraryImport(Library, EntryPoint = "mexvideo_image_pixels")]
    internal static partial nint ImagePixels(nint image, void* pixels);

    [LibraryImport(Library, EntryPoint = "mexvideo_image_close")]
    internal static partial void ImageClose(nint image);

    [LibraryImport(Library, EntryPoint = "mexvideo_image_encode", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ImageEncode(
        void* pixels, int width, int height, int channels, int bytes, string extension, int quality,
        out nint encoded, out long length);

    [LibraryImport(Library, EntryPoint = "mexvideo_encoded_bytes")]
    internal static partial nint EncodedBytes(nint encoded, byte* bytes);

    [LibraryImport(Library, EntryPoint = "mexvideo_encoded_close")]
    internal static partial void EncodedClose(nint encoded);

    [LibraryImport(Library, EntryPoint = "mexvideo_resize")]
    internal static partial nint Resize(
        void* from, int width, int height, long stride, int channels, int bytes,
        void* to, int toWidth, int toHeight, int interpolation);

    [LibraryImport(Library, EntryPoint = "mexvideo_grey")]
    internal static partial nint Grey(byte* rgb, int width, int height, byte* grey);

    [LibraryImport(Library, EntryPoint = "mexvideo_cascade_open", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint CascadeOpen(string path, out Cascade cascade);

    [LibraryImport(Library, EntryPoint = "mexvideo_cascade_detect")]
    internal static partial nint CascadeDetect(
        Cascade cascade, byte* grey, int width, int height, double scaleStep, int neighbours, int leastSize,
        int* rectangles, int* votes, int capacity, out int count);

    [LibraryImport(Library, EntryPoint = "mexvideo_cascade_close")]
    private static partial void CascadeClose(nint cascade);

    [LibraryImport(Library, EntryPoint = "mexvideo_tvl1")]
    internal static partial nint TvL1(
        void* first, void* second, int width, int height, int bytes, in TvL1Settings settings, float* u, float* v);
}
