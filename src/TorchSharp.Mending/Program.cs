using TorchSharp.Mending;

// mend-torchsharp TORCHSHARP_PACKAGE LIBTORCH_PACKAGE SYSTEM TARGET: called by the build, once (TorchSharp.Mending.csproj)
try
{
    if (args.Length != 4)
        throw new MendingException("usage: mend-torchsharp TORCHSHARP_PACKAGE LIBTORCH_PACKAGE SYSTEM TARGET");
    var restored = new RestoredTorch(args[0], args[1], args[2]);
    restored.Check();
    string target = args[3], natives = Path.Combine(target, "native");
    Directory.CreateDirectory(natives);

    KeptOwners.Outcome kept = KeptOwners.Mend(restored.Dll, Path.Combine(target, "TorchSharp.dll"));
    bool weak = restored.System == "linux-x64" && WeakVersionNeed.IsNeededHere();
    byte[] native = File.ReadAllBytes(restored.Native);
    string ownNative = Path.Combine(natives, Path.GetFileName(restored.Native));
    File.Delete(ownNative);     // not written through: it may be a link
    File.WriteAllBytes(ownNative, weak ? WeakVersionNeed.Set(native, WeakVersionNeed.Version) : native);
    // a package of the kit may be used on an older system than it was made on; where the version is there, its need counts for nothing
    string packaged = Path.Combine(target, "packaged");
    Directory.CreateDirectory(packaged);
    File.WriteAllBytes(Path.Combine(packaged, Path.GetFileName(restored.Native)), restored.System == "linux-x64" ? WeakVersionNeed.Set(native, WeakVersionNeed.Version) : native);
    foreach (string library in restored.LibTorch())
        SharedFile.Place(library, Path.Combine(natives, Path.GetFileName(library)));

    string done = $"TorchSharp {RestoredTorch.KnownVersion}: {kept.Methods} methods keep what they gave to libtorch, by {kept.Calls} calls"
        + (weak ? $"; {WeakVersionNeed.Version} is no longer required" : "");
    File.WriteAllText(Path.Combine(target, "mended.txt"), done + "\n");
    Console.WriteLine(done);
    return 0;
}
catch (Exception e) when (e is MendingException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"mend-torchsharp: error: {e.Message}");
    return 2;
}
