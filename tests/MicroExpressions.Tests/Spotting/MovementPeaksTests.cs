using System.Text.Json;
using MicroExpressions.Methods.Zhao;
using MicroExpressions.Spotting;

namespace MicroExpressions.Tests.Spotting;

public class MovementPeaksTests
{
    private static readonly ZhaoSettings Settings = new();

    /// <summary>Twelve made-up curves and what the authors' public code finds in them; golden/make_peaks_golden.py has its commit.</summary>
    public static TheoryData<int> Cases => [.. Enumerable.Range(0, 12)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_rules_find_what_the_authors_code_finds(int number)
    {
        JsonElement golden = Golden(number);
        var peaks = new MovementPeaks(Numbers(golden, "smooth"), Numbers(golden, "detrended"), rate: 30, Settings);
        (int, int)[] expected = [.. golden.GetProperty("found").EnumerateArray().Select(f => (f[0].GetInt32(), f[1].GetInt32()))];
        Assert.NotEmpty(expected);
        Assert.Equal(expected, peaks.Find(least: 1.8));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_filter_is_the_authors_filter(int number)
    {
        JsonElement golden = Golden(number);
        double[] smooth = MovementPeaks.LowPass(Numbers(golden, "raw"), Settings.LowPass, rate: 30);
        Assert.All(smooth.Zip(Numbers(golden, "smooth")), pair => Assert.Equal(pair.Second, pair.First, 1e-9));
    }

    [Fact]
    public void A_curve_that_goes_away_and_comes_back_is_a_movement()
    {
        var (from, to) = Assert.Single(MovementPeaks.Of(Bump(200, middle: 100, halfWidth: 12, height: 4), 30, Settings).Find(least: 1.8));
        Assert.InRange(from, 86, 96);
        Assert.InRange(to, 104, 114);
    }

    [Fact]
    public void A_curve_that_stays_is_none() =>
        Assert.Empty(MovementPeaks.Of([.. Enumerable.Range(0, 200).Select(t => 0.02 * t)], 30, Settings).Find(least: 1.8));

    [Fact]
    public void A_movement_smaller_than_the_limit_is_none() =>
        Assert.Empty(MovementPeaks.Of(Bump(200, 100, 12, height: 1.5), 30, Settings).Find(least: 1.8));

    [Fact]
    public void A_still_face_has_no_movement() => Assert.Empty(MovementPeaks.Of(new double[198], 30, Settings).Find(least: 1.8));

    private static double[] Bump(int length, int middle, double halfWidth, double height) =>
        [.. Enumerable.Range(0, length).Select(t => height * Math.Exp(-Math.Pow((t - middle) / halfWidth, 2)))];

    private static JsonElement Golden(int number) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Spotting", "golden", "peaks.json"))).RootElement[number];

    private static double[] Numbers(JsonElement golden, string name) => [.. golden.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];
}
