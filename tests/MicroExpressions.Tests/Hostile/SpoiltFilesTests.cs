namespace MicroExpressions.Tests.Hostile;

/// <summary>
/// Every reader that runs in .NET, given files spoilt at random: 200 each, more where the environment's MEX_CAMPAIGN says so (docs/reliability.md).
/// </summary>
public sealed class SpoiltFilesTests
{
    private static readonly HostileReader[] Readers = [.. SheetReaders.All, .. NumberReaders.All, .. JsonReaders.All];

    public static TheoryData<string> Names => [.. Readers.Select(reader => reader.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_spoilt_file_is_read_or_refused_by_name_in_time_and_in_bounded_memory(string reader) => HostileRun.Holds(Readers.Single(r => r.Name == reader));

    [Fact]
    public void A_spoilt_file_is_the_same_whenever_it_is_made()
    {
        IReadOnlyList<SeedPart> parts = [.. SeedPart.Of("a", "{\"a\":[1,2,3]}"u8.ToArray())];
        Assert.Equal(SpoiltFile.Of(parts, 17).Bytes, SpoiltFile.Of(parts, 17).Bytes);
        Assert.Equal(200, Enumerable.Range(1, 200).Select(n => SpoiltFile.Of(parts, n).Change).Distinct().Count());
    }
}
