using MicroExpressions.Annotations;
using MicroExpressions.Metrics;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.Metrics;

public class SnippetLabelScoreTests
{
    private static ExpressionInterval Interval(ExpressionKind kind, int onset, int offset) => new("s1", "v1", kind, onset, null, offset, 30);

    [Fact]
    public void A_snippet_is_of_an_expression_that_fills_half_of_it()
    {
        // frames 5..12 fill the second half of snippet 0 and the first half of snippet 1; 20..30 fill all of snippet 2 but three and six frames of snippet 3
        float[] truth = SnippetLabelScore.Truth([Interval(ExpressionKind.Micro, 5, 12), Interval(ExpressionKind.Macro, 20, 30)], snippets: 5, snippetLength: 8);
        Assert.Equal([1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1], truth);
    }

    [Fact]
    public void A_snippet_that_is_filled_less_than_half_is_background()
    {
        float[] truth = SnippetLabelScore.Truth([Interval(ExpressionKind.Micro, 6, 11)], snippets: 2, snippetLength: 8);
        Assert.Equal([0, 0, 1, 0, 0, 1], truth);
    }

    [Fact]
    public void Precision_and_recall_count_snippets_of_one_class()
    {
        float[] truth = [1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1], labels = [1, 0, 0, 0, 1, 0, 1, 1, 0, 0, 0, 0];
        SnippetLabelScore micro = SnippetLabelScore.Of(labels, truth, SnippetClass.Micro), background = SnippetLabelScore.Of(labels, truth, SnippetClass.Background);
        Assert.Equal(new SnippetLabelScore(Correct: 1, Labelled: 2, True: 2), micro);
        Assert.Equal((0.5, 0.5, 0.5), (micro.Precision, micro.Recall, micro.F1));
        Assert.Equal((0, 0), (background.Precision, background.Recall));
        Assert.Equal(new SnippetLabelScore(1, 2, 3), micro + background);
    }

    [Fact]
    public void Labels_of_another_length_are_refused() =>
        Assert.Throws<ArgumentException>(() => SnippetLabelScore.Of([1, 0, 0], [1, 0, 0, 0, 0, 1], SnippetClass.Micro));
}
