namespace TorchSharp.Mending.Tests;

/// <summary>tests/TorchSharp.Probe: beside the TorchSharp.dll that is to be tried.</summary>
internal static class Probe
{
    internal static string Dll => Path.Combine(Built.OutputOf("TorchSharp.Probe"), "torch-probe.dll");

    /// <summary>The probe in a folder with the natives of this build and this TorchSharp.dll.</summary>
    internal static string With(string torchSharp, TemporaryFolder folder)
    {
        foreach (string file in (string[])[Dll, Path.ChangeExtension(Dll, ".runtimeconfig.json"), torchSharp])
            File.Copy(file, folder[Path.GetFileName(file)]);
        foreach (string native in Directory.GetFiles(Path.Combine(Built.TorchFolder, "native")))
            SharedFile.Place(native, folder[Path.GetFileName(native)]);
        return folder["torch-probe.dll"];
    }
}
