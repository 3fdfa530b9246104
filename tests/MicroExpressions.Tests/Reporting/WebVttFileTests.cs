using System.Text;
using MicroExpressions.Reporting;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Reporting;

public sealed class WebVttFileTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>W3C, WebVTT, §4.1: the mark first and no byte before it, an empty line between blocks, times that begin in order.</summary>
    [Fact]
    public void Each_annotation_is_a_cue_in_the_order_of_time_and_no_text_is_markup()
    {
        WebVttFile.Write(folder["a.vtt"], SomeAnnotations.All);
        Assert.Equal("""
            WEBVTT

            1
            00:00:04.100 --> 00:00:05.250
            a &lt; b &amp; c &gt; d &lt;i&gt;e&lt;/i&gt; {\an8} --&gt; f

            2
            00:00:04.167 --> 00:00:04.200
            micro-expression, frames 126–126, 0.03 s, score 0.712

            3
            00:00:05.250 --> 00:00:05.500
            begins where another ends

            4
            01:02:05.031 --> 01:02:06.000
            an hour in

            """.ReplaceLineEndings("\n"), Encoding.UTF8.GetString(File.ReadAllBytes(folder["a.vtt"])));
    }

    [Fact]
    public void Nothing_found_is_the_mark_alone()
    {
        WebVttFile.Write(folder["a.vtt"], []);
        Assert.Equal("WEBVTT\n", File.ReadAllText(folder["a.vtt"]));
    }
}
