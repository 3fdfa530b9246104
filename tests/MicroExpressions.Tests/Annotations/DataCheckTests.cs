using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class DataCheckTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Every_list_of_the_real_data_root_holds_in_counts_and_repairs()
    {
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(RealData.Root());
        Assert.Equal(DataSetManifest.All.Sum(manifest => manifest.Lists.Count), results.Count);
        Assert.All(results, result => Assert.True(result.State == DataCheckState.Holds,
            $"{result.Manifest.Id} {result.List?.Name}: {result.State} {result.Error?.Message} {string.Join(", ", result.Rules.Where(r => !r.Holds))}"));
        Assert.All(results, result => Assert.Empty(result.Report!.Refused));
    }

    [Fact]
    public void An_empty_root_misses_every_list_and_nothing_is_wrong()
    {
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(_temporary.Root);
        Assert.Equal(DataSetManifest.All.Sum(manifest => manifest.Lists.Count), results.Count);
        Assert.All(results, result => Assert.Equal(DataCheckState.Missing, result.State));
    }

    [Fact]
    public void A_shortened_sheet_differs_and_shows_found_beside_expected()
    {
        _temporary.Put("samm-lv", "any.xlsx", SheetFiles.Xlsx(SmallSheets.SammLongVideos()));
        DataCheckResult result = DataCheck.Run(_temporary.Root, "samm-lv")[0];
        Assert.Equal(DataCheckState.Differs, result.State);
        Assert.Equal([(2, 159), (2, 343), (3, 147), (2, 30)], result.Report!.Counts.Select(c => (c.Found, c.Expected!.Value)));
        Assert.Equal(
            [
                (AnnotationRule.FractionTruncated, 1, 178), (AnnotationRule.OnsetZero, 1, 10),
                (AnnotationRule.ApexUnlabelled, 1, 6), (AnnotationRule.RepeatedName, 1, 1),
            ],
            result.Rules.Select(rule => (rule.Rule, rule.Found, rule.Expected!.Value)));
    }

    [Fact]
    public void A_damaged_and_a_foreign_file_are_reported_beside_the_missing_list()
    {
        string damaged = _temporary.Put("samm", "a.xlsx", SheetFiles.Xlsx(SmallSheets.Samm())[..^50]);
        _temporary.Put("samm", "b.xlsx", SheetFiles.Xlsx(SmallSheets.CasmeTwo()));
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(_temporary.Root, "samm");
        Assert.Equal([DataCheckState.Missing, DataCheckState.Unreadable, DataCheckState.Unreadable], results.Select(result => result.State));
        Assert.Equal(damaged, results[1].Error!.Place);
        Assert.Contains("annotations/casme2/", results[2].Error!.Remedy);
    }

    [Fact]
    public void An_unknown_set_is_an_error_that_lists_the_known_ones() =>
        Assert.Contains("casme-squared", Assert.Throws<InputException>(() => DataCheck.Run(_temporary.Root, "smic")).Expected);

    [Fact]
    public void A_cancelled_check_stops_before_the_next_file()
    {
        _temporary.Put("samm", "a.xlsx", SheetFiles.Xlsx(SmallSheets.Samm()));
        Assert.Throws<OperationCanceledException>(() => DataCheck.Run(_temporary.Root, cancellation: new CancellationToken(canceled: true)));
    }
}
