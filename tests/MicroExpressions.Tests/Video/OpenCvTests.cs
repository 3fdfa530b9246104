using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class OpenCvTests
{
    [Fact]
    public void The_version_is_a_version() => Assert.True(Version.Parse(OpenCv.Version) >= new Version(4, 13));

    [Fact]
    public void Less_than_one_thread_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => OpenCv.Threads = 0);
}
