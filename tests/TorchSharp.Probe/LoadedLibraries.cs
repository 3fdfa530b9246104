using System.Runtime.InteropServices;

namespace TorchSharp.Probe;

/// <summary>Which native libraries a process has that computes with TorchSharp.</summary>
internal static class LoadedLibraries
{
    /// <summary>Uses torch, then says the path of each library of it in this process (Linux).</summary>
    internal static int Print()
    {
        using (torch.Tensor one = torch.ones(1), two = one + one)
            if (two.item<float>() != 2)
                return 1;
        IEnumerable<string> files = File.ReadLines("/proc/self/maps").Where(line => line.Contains('/')).Select(line => line[line.IndexOf('/')..]);
        foreach (string file in files.Distinct().Where(file => Path.GetFileName(file) is string name
                     && (name.Contains("torch", StringComparison.OrdinalIgnoreCase) || name.StartsWith("libc10", StringComparison.Ordinal)) && name.Contains(".so")))
            Console.WriteLine(file);
        return 0;
    }

    /// <summary>Loads one file; ends with 1 and the loader's words when it refuses.</summary>
    internal static int Load(string file)
    {
        try
        {
            NativeLibrary.Load(file);
            Console.WriteLine("loaded");
            return 0;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            Console.Error.WriteLine(e.Message);
            return 1;
        }
    }
}
