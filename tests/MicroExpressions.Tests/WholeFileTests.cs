using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Content_is_written_and_folders_are_made()
    {
        string path = Path.Combine(folder.Path, "a", "b", "c.bin");
        WholeFile.Write(path, stream => stream.Write([1, 2, 3]));
        Assert.Equal([1, 2, 3], File.ReadAllBytes(path));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void On_a_full_disk_the_file_that_stood_there_stays_and_nothing_else_is_left()
    {
        File.WriteAllText(folder["a.npz"], "old");
        // the kernel's own full disk, under the name that the new content is written to first
        File.CreateSymbolicLink(folder["a.npz" + WholeFile.Unfinished], "/dev/full");
        var e = Assert.Throws<InputException>(() => WholeFile.Write(folder["a.npz"], stream => stream.Write(new byte[100_000])));
        Assert.Contains("No space left", e.Found);
        Assert.Equal("old", File.ReadAllText(folder["a.npz"]));
        Assert.Equal([folder["a.npz"]], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void When_the_writer_fails_the_file_that_stood_there_stays()
    {
        File.WriteAllText(folder["a.npz"], "old");
        Assert.Throws<OperationCanceledException>(() => WholeFile.Write(folder["a.npz"], stream =>
        {
            stream.Write(new byte[10]);
            throw new OperationCanceledException();
        }));
        Assert.Equal("old", File.ReadAllText(folder["a.npz"]));
        Assert.Single(Directory.GetFiles(folder.Path));
    }
}
