using MicroExpressions.Annotations;

namespace MicroExpressions.Tests.Annotations;

public sealed class DataRootTests : IDisposable
{
    private readonly TemporaryRoot _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public void The_option_goes_before_the_environment() =>
        Assert.Equal(_temporary.Root.Folder, DataRoot.Resolve(_temporary.Root.Folder)!.Folder);

    [Fact]
    public void A_folder_that_is_not_there_is_an_error_that_says_how_to_name_one()
    {
        InputException error = Assert.Throws<InputException>(() => DataRoot.Resolve("/no/such/folder"));
        Assert.Equal("no such folder", error.Found);
        Assert.Contains(DataRoot.Variable, error.Remedy);
    }

    [Fact]
    public void A_folder_with_none_of_a_data_roots_parts_is_an_error() =>
        Assert.Contains("annotations/", Assert.Throws<InputException>(
            () => DataRoot.Open(Directory.CreateTempSubdirectory("mex-").FullName)).Expected);

    [Fact]
    public void A_list_that_no_file_holds_says_where_to_ask_and_where_to_put_it()
    {
        InputException error = Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root));
        Assert.Contains("http", error.Remedy);
        Assert.Contains("annotations/samm/", error.Remedy);
    }

    [Fact]
    public void Two_files_with_the_same_list_are_an_error()
    {
        _temporary.Put("samm", "a.xlsx", SheetFiles.Xlsx(SmallSheets.Samm()));
        _temporary.Put("samm", "b.xls", SheetFiles.Xls(SmallSheets.Samm()));
        Assert.StartsWith("a.xlsx and b.xls", Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root)).Found);
    }

    [Fact]
    public void A_damaged_file_is_named_when_it_may_be_the_one_that_is_wanted()
    {
        string path = _temporary.Put("samm", "a.xlsx", SheetFiles.Xlsx(SmallSheets.Samm())[..^50]);
        Assert.Equal(path, Assert.Throws<InputException>(() => Samm.LoadClips(_temporary.Root)).Place);
    }

    [Fact]
    public void Lock_files_and_other_kinds_are_no_annotation_files()
    {
        _temporary.Put("samm", "~$a.xlsx", []);
        _temporary.Put("samm", ".hidden.csv", []);
        _temporary.Put("samm", "notes.pdf", []);
        _temporary.Put("samm", "a.XLSX", []);
        Assert.Equal(["a.XLSX"], _temporary.Root.AnnotationFiles("samm").Select(Path.GetFileName));
    }
}
