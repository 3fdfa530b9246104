namespace TorchSharp;

public static partial class torch
{
    /// <summary>Threads inside an operator, libtorch's and OpenBLAS's.</summary>
    public static void set_num_threads(int num) => Library.Check(Library.st_set_num_threads(num));

    public static int get_num_threads() => Library.Check(Library.st_get_num_threads());

    /// <summary>Threads between operators; once, and before any work between operators.</summary>
    public static void set_num_interop_threads(int num) => Library.Check(Library.st_set_num_interop_threads(num));

    public static int get_num_interop_threads() => Library.Check(Library.st_get_num_interop_threads());
}
