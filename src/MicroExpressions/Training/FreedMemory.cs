using System.Runtime.InteropServices;

namespace MicroExpressions.Training;

/// <summary>
/// What tensors were freed from and glibc keeps for the next of their kind (<c>./mex</c> has it keep much). After a row of a table the next one's
/// tensors are of other sizes: what is kept then only makes the process larger, by half as much again in an hour.
/// </summary>
internal static partial class FreedMemory
{
    /// <summary>Gives it back to the system. Does nothing where another allocator is at work.</summary>
    public static void GiveBack()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            _ = Trim(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // not glibc
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int Trim(nuint pad);
}
