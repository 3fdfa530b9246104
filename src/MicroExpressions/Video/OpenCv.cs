using System.Runtime.InteropServices;

namespace MicroExpressions.Video;

/// <summary>The OpenCV that the machine has, as a whole: its version and its threads.</summary>
public static class OpenCv
{
    /// <summary>Its version, e.g. <c>4.6.0</c>.</summary>
    /// <exception cref="DllNotFoundException">OpenCV's libraries are not installed</exception>
    public static string Version => Marshal.PtrToStringUTF8(NativeVideo.Version())!;

    /// <summary>Threads that one call into OpenCV may use, for the whole process. 1 where the caller itself runs in parallel.</summary>
    /// <exception cref="ArgumentOutOfRangeException">less than one</exception>
    public static int Threads
    {
        get
        {
            NativeVideo.Check(NativeVideo.GetThreads(out int threads));
            return threads;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            NativeVideo.Check(NativeVideo.SetThreads(value));
        }
    }
}
