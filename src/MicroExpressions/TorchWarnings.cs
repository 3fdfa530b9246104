using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MicroExpressions;

/// <summary>
/// Libtorch's own warnings. It heeds <c>TORCH_CPP_LOG_LEVEL</c> only where Python loads it; without, a processor that NNPACK does not know gets a
/// line of complaint for each convolution.
/// </summary>
internal static class TorchWarnings
{
    /// <summary>Has libtorch read the variable, where it is set and libtorch lies beside this dll.</summary>
    [ModuleInitializer]
#pragma warning disable CA2255 // before whichever type is used first
    internal static void Heed()
#pragma warning restore CA2255
    {
        if (Environment.GetEnvironmentVariable("TORCH_CPP_LOG_LEVEL") is not { Length: > 0 }
            || Path.GetDirectoryName(typeof(TorchWarnings).Assembly.Location) is not { Length: > 0 } folder)
            return;
        if (NativeLibrary.TryLoad(Path.Combine(folder, "libc10.so"), out nint library) && NativeLibrary.TryGetExport(library, "_ZN3c1011initLoggingEv", out nint read))
            Marshal.GetDelegateForFunctionPointer<Action>(read)();      // c10::initLogging
    }
}
