using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class DataCheckTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    /// <summary>The lists that are reported where they are missing.</summary>
    private static int Needed => DataSetManifest.All.Sum(manifest => manifest.Lists.Count(list => !list.Further));

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void Every_list_of_the_real_data_root_holds_in_counts_and_repairs()
    {
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(RealData.Root());
        Assert.Equal(Needed, results.Count);
        Assert.All(results, result => Assert.True(result.State == DataCheckState.Holds,
            $"{result.Manifest.Id} {result.List?.Name}: {result.State} {result.Error?.Message} {string.Join(", ", result.Rules.Where(r => !r.Holds))}"));
        Assert.All(results, result => Assert.Empty(result.Report!.Refused));
    }

    [Fact]
    public void An_empty_root_misses_every_list_and_nothing_is_wrong()
    {
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(_temporary.Root);
        Assert.Equal(Needed, results.Count);
        Assert.All(results, result => Assert.Equal(DataCheckState.Missing, result.State));
    }

    [Fact]
    public void Files_that_hold_nothing_to_read_are_passed_over_by_name_with_the_reason_wherever_they_lie()
    {
        object?[][] wrong = [["spNO.144", "k", "289", "485", "1294", "12", "VII", "happy"]];
        object?[][] faults = [["Subject", "Filename", "Onset", "Apex", "Offset", "AU", "Objective class", "emotion", "问题"], ["spNO.2", "e", "138", "143", "148", "1", "V", "surprise", "x"]];
        _temporary.Put("casme-cubed/partA", "v2.xls", SheetFiles.Xls(SmallSheets.CasmeCubed()));
        string[] passed =
        [
            _temporary.Put("casme-cubed/partA", "wrong.xlsx", SheetFiles.Xlsx(wrong)),
            _temporary.Put("casme-cubed/exception", "faults.xlsx", SheetFiles.Xlsx(faults)),
            _temporary.Put("casme-cubed/exception", "damaged.txt", "spNO.3 J 498.jpg  the image cannot open\n"u8.ToArray()),
            _temporary.Put("casme-cubed/exception", "bad.txt", "/date/RGB/spNO.138/a/color/1294.jpg\n"u8.ToArray()),
            _temporary.Put("casme-cubed", "readme.txt", "What I changed, and why.\n"u8.ToArray()),
        ];
        IReadOnlyList<DataCheckResult> results = DataCheck.Run(_temporary.Root, "casme-cubed");
        Assert.Equal(passed.Order(), results.Where(r => r.State == DataCheckState.PassedOver).Select(r => r.File!).Order());
        Assert.All(results.Where(r => r.State == DataCheckState.PassedOver), r => Assert.NotEmpty(r.Reason!));
        Assert.Contains("wrongly labelled as micro-expressions", results.Single(r => r.File == passed[0]).Reason);
        Assert.Contains("like no known list", results.Single(r => r.File == passed[^1]).Reason);
        Assert.DoesNotContain(results, r => r.State == DataCheckState.Unreadable);
        Assert.Equal(2, CasmeCubed.Load(_temporary.Root).Intervals.Count);
    }

    [Fact]
    public void A_file_like_no_list_is_unreadable_where_nothing_else_was_read()
    {
        _temporary.Put("samm", "mine.csv", SheetFiles.Csv(["name", "from", "to"], ["a", 1, 2]));
        Assert.Equal([DataCheckState.Missing, DataCheckState.Unreadable], DataCheck.Run(_temporary.Root, "samm").Select(r => r.State));
        Assert.Contains("mine.csv: like no known list", Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root)).Found);
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
