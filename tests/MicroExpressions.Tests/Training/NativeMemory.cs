using System.Runtime.InteropServices;

namespace MicroExpressions.Tests.Training;

/// <summary>What libtorch has asked glibc for and not given back: not what glibc keeps for later.</summary>
internal static class NativeMemory
{
    /// <summary>Bytes in use when all garbage is gone; Linux only.</summary>
    public static double InUse()
    {
        for (int again = 0; again < 3; again++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        Allocated all = MallInfo2();
        return all.InArenas + all.Mapped;
    }

    /// <summary>glibc's <c>struct mallinfo2</c>, of which two fields are wanted.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Allocated
    {
        public nuint Arena, FreeChunks, FastChunks, MappedChunks, Mapped, Unused, FreeInFast, InArenas, Free, Releasable;
    }

    [DllImport("libc.so.6", EntryPoint = "mallinfo2")]
    private static extern Allocated MallInfo2();
}
