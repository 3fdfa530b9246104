using MicroExpressions.Reporting;

namespace MicroExpressions.Tests.Reporting;

public class KeptFolderTests
{
    [Fact]
    public void It_lies_below_the_folder_that_the_library_was_built_into()
    {
        string folder = KeptFolder.Of("x"), artifacts = Path.GetDirectoryName(Path.GetDirectoryName(folder)!)!;
        Assert.EndsWith(Path.Combine("artifacts", "notebooks", "x"), folder);
        Assert.StartsWith(artifacts + Path.DirectorySeparatorChar, typeof(KeptFolder).Assembly.Location);
    }
}
