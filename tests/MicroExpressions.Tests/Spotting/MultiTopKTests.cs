using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class MultiTopKTests
{
    [Fact]
    public void Runs_grow_and_join_as_the_attention_is_lowered()
    {
        // order of snippets: 2, 6, 3, 5, 4
        float[] attention = [0.1f, 0.2f, 0.9f, 0.7f, 0.5f, 0.6f, 0.8f, 0.3f, 0.15f, 0.05f];
        Assert.Equal([new(2, 2), new(6, 6), new(2, 3), new(5, 6), new(2, 6)], MultiTopK.Proposals(attention, 0.5));
    }

    [Fact]
    public void Proposals_are_those_of_the_obvious_way() =>
        Prop.ForAll(Gen.Choose(0, 6).Select(v => v / 6f).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 10).Select(s => s / 10.0).ToArbitrary(), (list, share) =>
        {
            float[] attention = [.. list];
            return MultiTopK.Proposals(attention, share).Order(ByEnds).SequenceEqual(Slow(attention, share).Order(ByEnds));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_attention_everywhere_still_gives_proposals() => Assert.Equal([new(0, 0), new(0, 1), new(0, 2)], MultiTopK.Proposals(new float[10], 0.3));

    [Fact]
    public void A_video_of_one_snippet_has_one_proposal() => Assert.Equal([new(0, 0)], MultiTopK.Proposals([0.5f], 0.3));

    /// <summary>For each k: mark the top k, walk over the video, note the runs; throw out what was noted before.</summary>
    private static HashSet<SnippetRun> Slow(float[] attention, double share)
    {
        var runs = new HashSet<SnippetRun>();
        for (int k = 1; k <= Math.Max(1, (int)Math.Floor(share * attention.Length + 1e-9)); k++)
        {
            HashSet<int> top = [.. Enumerable.Range(0, attention.Length).OrderByDescending(t => attention[t]).Take(k)];
            for (int t = 0; t < attention.Length; t++)
            {
                if (!top.Contains(t) || top.Contains(t - 1))
                    continue;
                int end = t;
                while (top.Contains(end + 1))
                    end++;
                runs.Add(new(t, end));
            }
        }
        return runs;
    }

    private static readonly Comparer<SnippetRun> ByEnds = Comparer<SnippetRun>.Create((a, b) => (a.First, a.Last).CompareTo((b.First, b.Last)));
}
