using System.Buffers.Binary;

namespace TorchSharp.Mending.Tests;

/// <summary>One flag in TorchSharp's native library for Linux, and nothing else.</summary>
public class WeakVersionNeedTests
{
    /// <summary>The version's hash and, after it, its flags: as <c>readelf -V</c> shows the library of TorchSharp 0.107.0.</summary>
    private static readonly byte[] HashOfTheVersion = [0x42, 0xf8, 0x97, 0x02];

    private static readonly string Library = Path.Combine(Built.Restored.TorchSharpPackage, "runtimes", "linux-x64", "native", "libLibTorchSharp.so");

    [Fact]
    public void Only_the_flag_after_the_versions_hash_changes_from_0_to_2()
    {
        byte[] restored = File.ReadAllBytes(Library), weak = WeakVersionNeed.Set(restored, WeakVersionNeed.Version);
        int flag = restored.AsSpan().IndexOf(HashOfTheVersion) + HashOfTheVersion.Length;
        Assert.Equal(restored.Length, weak.Length);
        Assert.Equal([flag], Enumerable.Range(0, restored.Length).Where(i => restored[i] != weak[i]));
        Assert.Equal((0, 2), (restored[flag], weak[flag]));
    }

    [Fact]
    public void The_hash_before_it_is_the_versions()
    {
        uint hash = 0;      // the System V ABI's, "Hash Table"
        foreach (char c in WeakVersionNeed.Version)
        {
            hash = (hash << 4) + c;
            hash = (hash ^ (hash & 0xf0000000) >> 24) & 0x0fffffff;
        }
        Assert.Equal(BinaryPrimitives.ReadUInt32LittleEndian(HashOfTheVersion), hash);
    }

    [Fact]
    public void Set_already_it_stays_so()
    {
        byte[] weak = WeakVersionNeed.Set(File.ReadAllBytes(Library), WeakVersionNeed.Version);
        Assert.True(weak.AsSpan().SequenceEqual(WeakVersionNeed.Set(weak, WeakVersionNeed.Version)));
    }

    [Fact]
    public void The_bytes_given_are_left_alone()
    {
        byte[] given = File.ReadAllBytes(Library);
        WeakVersionNeed.Set(given, WeakVersionNeed.Version);
        Assert.True(given.AsSpan().SequenceEqual(File.ReadAllBytes(Library)));
    }

    [Fact]
    public void A_version_that_the_library_does_not_need_is_named()
    {
        var error = Assert.Throws<MendingException>(() => WeakVersionNeed.Set(File.ReadAllBytes(Library), "GLIBCXX_9.9.99"));
        Assert.Contains("GLIBCXX_9.9.99", error.Message);
    }

    public static TheoryData<string, byte[]> NoLibraries => new()
    {
        { "nothing", [] },
        { "text", "not a library, but longer than the header of one would be, by some characters"u8.ToArray() },
        { "a 32-bit one", [0x7f, .. "ELF"u8, 1, 1, .. new byte[58]] },
        { "a big-endian one", [0x7f, .. "ELF"u8, 2, 2, .. new byte[58]] },
        { "one without sections", [0x7f, .. "ELF"u8, 2, 1, .. new byte[58]] },
    };

    [Theory, MemberData(nameof(NoLibraries))]
    public void What_is_no_such_library_is_refused_with_what_to_do(string what, byte[] file)
    {
        var error = Assert.Throws<MendingException>(() => WeakVersionNeed.Set(file, WeakVersionNeed.Version));
        Assert.True(error.Message.Contains("build again"), what);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.999)]
    public void A_library_cut_short_is_refused_with_what_to_do(double share)
    {
        byte[] whole = File.ReadAllBytes(Library);
        var error = Assert.Throws<MendingException>(() => WeakVersionNeed.Set(whole[..(int)(share * whole.Length)], WeakVersionNeed.Version));
        Assert.Contains("build again", error.Message);
    }

    /// <summary>The loader itself is asked, in a process of its own: it takes the restored library exactly where the version is there.</summary>
    [Fact]
    public void It_is_needed_where_the_loader_refuses_the_restored_library()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "libstdc++'s versions matter on Linux");
        using var folder = new TemporaryFolder();
        string probe = Probe.With(Built.Mended, folder), native = folder[Path.GetFileName(Library)];
        Ended mended = Ended.Run(probe, "load", native);
        Assert.Equal((0, "loaded"), (mended.ExitCode, mended.Out.Trim()));

        File.Delete(native);
        File.Copy(Library, native);
        Ended restored = Ended.Run(probe, "load", native);
        Assert.Equal(WeakVersionNeed.IsNeededHere(), restored.ExitCode != 0);
        if (restored.ExitCode != 0)
            Assert.Contains(WeakVersionNeed.Version, restored.Error);
    }
}
