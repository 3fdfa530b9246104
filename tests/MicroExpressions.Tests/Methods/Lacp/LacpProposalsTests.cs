using System.Text.Json;
using MicroExpressions.Annotations;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Methods.Lacp;

public class LacpProposalsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void Proposals_are_those_of_the_authors_code(int number)
    {
        JsonElement golden = LacpGolden.Proposals[number];
        // with 24 frames a snippet a place is a frame
        var found = new LacpProposals().Find(Curve("micro"), Curve("macro"), [.. Curve("foreground").Select(f => 1 - f)],
            (golden.GetProperty("score")[0].GetDouble(), golden.GetProperty("score")[1].GetDouble()), snippetLength: 24, framesPerSecond: 30);
        var expected = NonMaximumSuppression.Keep(golden.GetProperty("proposals").EnumerateArray()
            .Select(p => (new SnippetRun(p[0].GetInt32(), p[1].GetInt32()), p[2].GetDouble())), 0.7);

        Assert.Equal(expected.Select(e => (e.Run.First + 1, e.Run.Last + 1)), found.Select(f => (f.Onset, f.Offset)));
        Assert.All(expected.Zip(found), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 1e-6));

        float[] Curve(string name) => [.. golden.GetProperty(name).Numbers().Select(n => (float)n)];
    }

    [Fact]
    public void Places_become_the_frames_that_they_touch()
    {
        SpottedInterval found = new LacpProposals { LargestOverlap = 0.01, ForegroundThresholds = 0 }.Find([0, 0, 1, 0, 0], new float[5], new float[5], (1, 0), 8, 30)[0];
        Assert.InRange(found.Onset, 9, 16);         // on the way from snippet 1, frames 9 to 16, to snippet 2
        Assert.InRange(found.Offset, 18, 24);
        Assert.Equal(ExpressionKind.Micro, found.Kind);
    }

    [Fact]
    public void One_snippet_is_a_video_too() => Assert.Equal((1, 8), new LacpProposals().Find([0.9f], [0.1f], [0.1f], (0.9, 0.1), 8, 30).Select(f => (f.Onset, f.Offset)).Single());
}
