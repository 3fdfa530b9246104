namespace MicroExpressions.Cli.Tests;

public class DemoCommandTests
{
    [Fact]
    public void Without_a_data_root_the_demo_generates_what_it_shows_and_says_how_to_see_real_data()
    {
        Mex demo = Mex.Run("demo", "--part", "detections");
        Assert.Equal(0, demo.ExitCode);
        Assert.Contains("MEX_DATA", demo.Out);
        Assert.Contains("one-to-one", demo.Out);
        Assert.Contains("index.html", demo.Out);
    }

    [Fact]
    public void A_part_that_is_not_there_is_refused_with_the_parts_that_are()
    {
        Mex demo = Mex.Run("demo", "--part", "no such part");
        Assert.Equal(2, demo.ExitCode);
        Assert.Contains("Intensity without looking", demo.Error);
    }
}
