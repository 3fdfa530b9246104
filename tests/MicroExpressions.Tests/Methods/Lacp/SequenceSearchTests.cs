using System.Text.Json;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.Methods.Lacp;

public class SequenceSearchTests
{
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, LacpGolden.Sequences.GetArrayLength())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Seeds_are_those_of_the_authors_code(int number)
    {
        JsonElement golden = LacpGolden.Sequences[number];
        SnippetSeeds seeds = Seeds(golden);
        Assert.Equal(golden.GetProperty("background").Marks(), seeds.Background);
        Assert.Equal(golden.GetProperty("seeds")[0].Marks(), seeds.Micro);
        Assert.Equal(golden.GetProperty("seeds")[1].Marks(), seeds.Macro);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_best_sequence_is_that_of_the_authors_code(int number)
    {
        JsonElement golden = LacpGolden.Sequences[number];
        foreach (SnippetClass c in new[] { SnippetClass.Micro, SnippetClass.Macro })
        {
            SnippetSequence best = new SequenceSearch().Best(Scores(golden, (int)c), Seeds(golden), c);
            Assert.Equal(golden.GetProperty("labels")[(int)c].Marks(), best.Expression);
            Assert.Equal(golden.GetProperty("each")[(int)c].GetDouble(), best.Score, 1e-12);
        }
    }

    [Fact]
    public void With_budget_for_all_of_them_no_other_cut_is_more_complete()
    {
        float[] scores = [0.1f, 0.2f, 0.1f, 0.6f, 0.9f, 0.7f, 0.8f, 0.2f, 0.3f, 0.1f, 0.0f];
        var seeds = new SnippetSeeds(new bool[11], new bool[11], new bool[11]);
        (seeds.Background[0], seeds.Background[10], seeds.Macro[5]) = (true, true, true);
        SnippetSequence best = new SequenceSearch { Budget = 100, LeastScore = -2 }.Best(scores, seeds, SnippetClass.Macro);

        double slow = (from first in Enumerable.Range(1, 5) from last in Enumerable.Range(5, 5) select Slow(first, last)).Max();
        Assert.Equal(slow, best.Score, 1e-12);
        Assert.Equal(slow, Slow(Array.IndexOf(best.Expression, true), Array.LastIndexOf(best.Expression, true)), 1e-12);

        double Slow(int first, int last) => (Contrast(s => s, first, last) + Contrast(s => 1 - s, 0, first - 1) + Contrast(s => 1 - s, last + 1, 10)) / 3;

        double Contrast(Func<double, double> of, int first, int last)
        {
            double length = last - first + 1;
            int from = (int)Math.Max(0, first - length / 4), to = (int)Math.Min(10, last + length / 4);
            var outer = scores[from..first].Concat(scores[(last + 1)..(to + 1)]).ToArray();
            return scores[first..(last + 1)].Average(s => of(s)) - (outer.Length == 0 ? 0 : outer.Average(s => of(s)));
        }
    }

    [Fact]
    public void A_class_without_a_seed_is_background_and_a_video_of_one_snippet_an_expression()
    {
        var seeds = new SnippetSeeds([false], [true], [false]);
        Assert.Equal([true], new SequenceSearch().Best([0.4f], seeds, SnippetClass.Micro).Expression);
        Assert.Equal([false], new SequenceSearch().Best([0.4f], seeds, SnippetClass.Macro).Expression);
    }

    [Fact]
    public void Weights_of_a_run_give_its_completeness()
    {
        var random = new Random(1);
        double[] scores = [.. Enumerable.Range(0, 20).Select(_ => random.NextDouble())];
        var complete = new Completeness(scores, 0.25);
        for (int first = 0; first < 20; first++)
            for (int last = first; last < 20; last++)
            {
                var weights = new double[20];
                Completeness.AddWeights(new(first, last), 0.25, 1, weights);
                Assert.Equal(complete.Of(new(first, last)), weights.Zip(scores, (w, s) => w * s).Sum(), 1e-12);
            }
    }

    private static SnippetSeeds Seeds(JsonElement golden) => new SnippetSeeding().Of(Scores(golden, 2), golden.GetProperty("points").Points());

    private static float[] Scores(JsonElement golden, int column) => [.. golden.GetProperty("scores")[column].Numbers().Select(n => (float)(n / 1024))];
}
