namespace MicroExpressions.Notebooks.Tests;

public class NotebookHeadTests
{
    private static NotebookHead Of(string first) => NotebookHead.Of(Notebook.Parse("x.ipynb", NotebookRunnerTests.Json(("markdown", first))));

    [Fact]
    public void Title_quote_what_one_learns_and_the_time_are_read()
    {
        NotebookHead head = Of("# Scoring\n> One list.\n\n**You will learn** why.\n**Before this**: nothing. **Time**: about 20 s on 2 cores.");
        Assert.Equal(new NotebookHead("Scoring", "One list.", "why.", "20 s", 20), head);
    }

    [Theory]
    [InlineData("Under 2 minutes on 2 cores", "2 min", 120)]
    [InlineData("**Time** on two cores: 1 min", "", null)]
    [InlineData("takes 40 seconds (2 cores)", "40 s", 40)]
    [InlineData("nothing said", "", null)]
    public void The_time_may_be_worded_freely_but_stands_before_the_cores(string line, string time, int? seconds)
    {
        NotebookHead head = Of("# T\n" + line);
        Assert.Equal((time, seconds), (head.Time, head.Seconds));
    }
}
