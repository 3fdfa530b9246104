using MicroExpressions.Features;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Features;

public sealed class SourceFingerprintTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_files_fingerprint_is_the_SHA_256_of_its_bytes()
    {
        File.WriteAllText(folder["a.avi"], "abc");
        // FIPS 180-4, appendix B.1
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", SourceFingerprint.Of(folder["a.avi"]));
    }

    [Fact]
    public void A_folders_fingerprint_changes_with_names_and_bytes_of_its_pictures_and_with_nothing_else()
    {
        File.WriteAllText(folder["1.png"], "one");
        File.WriteAllText(folder["2.png"], "two");
        string before = SourceFingerprint.Of(folder.Path);
        File.WriteAllText(folder["Thumbs.db"], "x");
        Assert.Equal(before, SourceFingerprint.Of(folder.Path));
        File.WriteAllText(folder["2.png"], "too");
        string changed = SourceFingerprint.Of(folder.Path);
        Assert.NotEqual(before, changed);
        File.Move(folder["2.png"], folder["3.png"]);
        Assert.NotEqual(changed, SourceFingerprint.Of(folder.Path));
    }

    [Fact]
    public void A_missing_file_is_named()
        => Assert.Equal(folder["none.avi"], Assert.Throws<InputException>(() => SourceFingerprint.Of(folder["none.avi"])).Place);
}
