using MicroExpressions.Synthesis;

namespace MicroExpressions.Tests.Synthesis;

public class SyntheticSettingsTests
{
    [Fact]
    public void A_manifest_reads_back_as_it_was_written()
    {
        var path = Path.GetTempFileName();
        try
        {
            var settings = SyntheticSettings.Default with { Seed = 99, Subjects = 4, Pace = SyntheticPace.SammLongVideos };
            File.WriteAllText(path, settings.ToJson());
            Assert.Equal(settings.ToJson(), SyntheticSettings.Load(path).ToJson());
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("\"seed\": 20251", "\"seed\": \"x\"", "seed")]
    [InlineData("\"edition\": 2", "\"edition\": 1", "Edition")]
    [InlineData("\"subjects\": 10", "\"subjects\": 0", "Subjects")]
    [InlineData("\"size\": 128", "\"size\": 4", "Size")]
    [InlineData("\"size\": 128", "\"sizes\": 128", "sizes")]
    [InlineData("\"channels\": 3,", "", "channels")]
    [InlineData("\"pace\": \"casmeSquared\"", "\"pace\": \"slow\"", "pace")]
    [InlineData("\"macroPerMinute\": 4.27", "\"macroPerMinute\": 42.7", "MacroPerMinute")]
    public void A_wrong_manifest_is_refused_with_the_name_of_what_is_wrong(string right, string wrong, string named)
    {
        var path = Path.GetTempFileName();
        try
        {
            var text = SyntheticSettings.Default.ToJson();
            Assert.Contains(right, text);
            File.WriteAllText(path, text.Replace(right, wrong));
            var error = Assert.Throws<InputException>(() => SyntheticSettings.Load(path));
            Assert.Contains(named, error.Message);
            Assert.Contains(path, error.Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_manifest_that_is_not_there_is_named()
    {
        var error = Assert.Throws<InputException>(() => SyntheticSettings.Load("/nowhere/synthetic.json"));
        Assert.Contains("/nowhere/synthetic.json", error.Message);
    }

    [Fact]
    public void The_quantile_function_runs_straight_between_the_stored_levels()
    {
        var sheets = SyntheticSettings.Default.Statistics with { Levels = [0, 0.5, 1] };
        Assert.Equal(1.0, sheets.Quantile([1, 2, 6], 0));
        Assert.Equal(1.5, sheets.Quantile([1, 2, 6], 0.25));
        Assert.Equal(4.0, sheets.Quantile([1, 2, 6], 0.75));
        Assert.Equal(6.0, sheets.Quantile([1, 2, 6], 1));
    }
}
