using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>libtorch's version.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(Library.st_version())!;
}
