using MicroExpressions.Annotations;
using MicroExpressions.Features;
using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Features;
using MicroExpressions.Tests.Features.Weights;
using MicroExpressions.Tests.Video;

namespace MicroExpressions.Tests.Hostile;

/// <summary>What a zip file calls its entries is a name and never a place on the disk: nothing is unpacked, nothing outside is read.</summary>
public sealed class ArchivePathsTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("../outside.npy", "../outside")]
    [InlineData("/tmp/outside.npy", "/tmp/outside")]
    [InlineData("..\\outside.npy", "..\\outside")]
    public void An_array_may_be_called_like_a_path_and_stays_an_array(string entry, string name)
    {
        string inner = Directory.CreateDirectory(folder["inner"]).FullName, path = Path.Combine(inner, "a.npz");
        File.WriteAllBytes(path, SeedPart.Zipped((entry, NumpyGolden.Named("float32").File)));
        Assert.Equal([name], NumpyArchive.Read(path).Keys);
        Assert.Equal([inner], Directory.GetFileSystemEntries(folder.Path));
        Assert.Equal([path], Directory.GetFileSystemEntries(inner));
    }

    [Fact]
    public void Weights_whose_folder_in_the_zip_leads_outside_are_tensors_or_refused_and_nothing_is_written()
    {
        string inner = Directory.CreateDirectory(folder["inner"]).FullName, path = Path.Combine(inner, "a.pt");
        byte[] archive = WeightsGolden.All.Files["network_zip"];
        File.WriteAllBytes(path, SeedPart.Zipped(SeedPart.Unzipped(archive).Select(e => ("../../" + e.Name, e.Content))));
        using StateDict weights = StateDict.Read(path);
        Assert.Equal(6, weights.Tensors.Count);
        Assert.Equal([inner], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void A_sheet_that_the_workbook_places_outside_the_file_is_not_read()
    {
        File.WriteAllText(folder["sheet1.xml"], "<worksheet/>");
        byte[] xlsx = SharedTexts.Xlsx();
        File.WriteAllBytes(folder["a.xlsx"], SeedPart.Zipped(SeedPart.Unzipped(xlsx).Select(e => e.Name.EndsWith("workbook.xml.rels", StringComparison.Ordinal)
            ? (e.Name, System.Text.Encoding.UTF8.GetBytes(System.Text.Encoding.UTF8.GetString(e.Content).Replace("worksheets/sheet1.xml", $"file://{folder["sheet1.xml"]}", StringComparison.Ordinal))) : e)));
        Assert.Equal(folder["a.xlsx"], Assert.Throws<InputException>(() => Spreadsheet.Read(folder["a.xlsx"])).Place);
    }

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/tmp/outside")]
    [InlineData("s1/../../../outside")]
    public void A_video_whose_name_leads_outside_has_no_file_in_the_cache(string video) =>
        Assert.Contains(video, Assert.Throws<InputException>(() => new FeatureCache(folder["cache"]).PathOf(video, "hoof")).Message);

    [Theory]
    [InlineData("../../outside")]
    [InlineData("/etc/passwd")]
    public void Names_of_a_list_lead_nowhere_outside_the_data_root(string subject)
    {
        Directory.CreateDirectory(folder["annotations"]);
        Assert.Contains(subject, Assert.Throws<InputException>(() => DataRoot.Open(folder.Path).At("frames", subject, "v1")).Message);
    }
}
