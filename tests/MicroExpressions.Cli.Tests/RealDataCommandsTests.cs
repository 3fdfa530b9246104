using System.Text.Json.Nodes;

namespace MicroExpressions.Cli.Tests;

/// <summary>The numbers that stand in print, as a user's shell sees them (docs/method.md §1 "Metrics", docs/method.md §2 "Numbers", docs/method.md §3).</summary>
public class RealDataCommandsTests
{
    private static string Detections => Path.Combine(RealData.Root, "detections", "lgsnet-casme-squared", "lgsnet_casme2_epoch23_predictions.csv");

    private static string LabList => Path.Combine(RealData.Root, "annotations", "casme-squared", "casme2_annotation_357.csv");

    [Fact]
    public void Data_check_holds_on_every_sheet()
    {
        Mex check = Mex.Run("data", "check", "--json", "--data", RealData.Root);
        Assert.Equal(0, check.ExitCode);
        JsonArray lists = JsonNode.Parse(check.Out)!.AsArray();
        Assert.Equal(11, lists.Count);
        Assert.All(lists, list => Assert.Equal("holds", (string?)list!["state"]));
    }

    [Theory]
    [InlineData("lab", false, 131, 210, 0.462081)]
    [InlineData("one-to-one", false, 126, 210, 0.444444)]
    [InlineData("lab", true, 131, 208, 0.463717)]
    [InlineData("one-to-one", true, 126, 208, 0.446018)]
    public void Score_gives_the_published_row(string protocol, bool dropDigit, int found, int predicted, double f1)
    {
        Mex score = Mex.Run(["score", "--truth", LabList, "--detections", Detections, "--threshold", "0.485", "--protocol", protocol, "--json",
            .. dropDigit ? new[] { "--drop-score-digit" } : []]);
        Assert.Equal(0, score.ExitCode);
        JsonNode counts = JsonNode.Parse(score.Out)!["scores"]![0]!["counts"]!;
        Assert.Equal((found, predicted, 357), ((int)counts["found"]!, (int)counts["predicted"]!, (int)counts["labelled"]!));
        Assert.Equal(f1, (double)counts["f1"]!, 5e-7);
    }

    [Fact]
    public void A_sweep_shows_the_threshold_of_the_test_set_and_that_of_the_training_folds()
    {
        Mex score = Mex.Run("score", "--truth", LabList, "--detections", Detections, "--sweep", "--protocol", "lab", "--json");
        JsonArray scores = JsonNode.Parse(score.Out)!["scores"]!.AsArray();
        Assert.Equal(["on the test set", "on the training folds"], scores.Select(s => (string?)s!["selection"]));
        Assert.True((double)scores[0]!["counts"]!["f1"]! >= (double)scores[1]!["counts"]!["f1"]!);
    }

    [Theory]
    [InlineData("MTSN", "mtsn")]
    [InlineData("Yap", "normalised-face")]
    public void A_method_that_looks_at_frames_says_how_to_make_what_it_looks_at_where_a_set_has_none(string row, string extractor)
    {
        Mex table = Mex.Run("reproduce", "spotting-table-9", "--set", "casme-squared", "--row", row, "--scale", "smoke", "--data", RealData.Root);
        Assert.Equal((2, ""), (table.ExitCode, table.Out));
        Assert.Contains($"mex features extract casme-squared --extractor {extractor} --out", table.Error);
    }

    [Fact]
    public void Intensity_controls_are_those_of_the_real_sheets()
    {
        Mex controls = Mex.Run("reproduce", "intensity-controls", "--json", "--data", RealData.Root);
        JsonArray sets = JsonNode.Parse(controls.Out)!.AsArray();
        Assert.Equal([0.8803, 0.8840], sets.Select(s => Math.Round((double)s!["mean_curve"]!["per_clip"]!["spearman"]!, 4)));
        Assert.Equal([0.7729, 0.7817], sets.Select(s => Math.Round((double)s!["mean_curve"]!["per_clip"]!["kendall"]!, 4)));
    }

    [Theory]
    [InlineData("published model", "0.463717")]
    [InlineData("without looking", "0.8803")]
    public void The_demo_shows_numbers_that_stand_in_print(string part, string number)
    {
        Mex demo = Mex.Run("demo", "--data", RealData.Root, "--part", part);
        Assert.Equal(0, demo.ExitCode);
        Assert.Contains(number, demo.Out);
    }
}
