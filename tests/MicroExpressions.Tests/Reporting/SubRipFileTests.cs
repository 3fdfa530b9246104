using System.Text;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Reporting;

public sealed class SubRipFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Each_annotation_is_a_numbered_block_in_the_order_of_time_with_lines_ended_by_CR_LF()
    {
        SubRipFile.Write(folder["a.srt"], SomeAnnotations.All);
        Assert.Equal(
            "1\r\n00:00:04,100 --> 00:00:05,250\r\na <\u2060 b & c > d <\u2060i>e<\u2060/i> {\u2060\\an8} --\u2060> f\r\n\r\n" +
            "2\r\n00:00:04,167 --> 00:00:04,200\r\nmicro-expression, frames 126–126, 0.03 s, score 0.712\r\n\r\n" +
            "3\r\n00:00:05,250 --> 00:00:05,500\r\nbegins where another ends\r\n\r\n" +
            "4\r\n01:02:05,031 --> 01:02:06,000\r\nan hour in\r\n\r\n", Encoding.UTF8.GetString(File.ReadAllBytes(folder["a.srt"])));
    }

    [Fact]
    public void Nothing_found_is_an_empty_file()
    {
        SubRipFile.Write(folder["a.srt"], []);
        Assert.Empty(File.ReadAllBytes(folder["a.srt"]));
    }
}
