namespace MicroExpressions.Notebooks.Tests;

public sealed class InstalledProgramTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-programs").FullName;
    private readonly string _extension = OperatingSystem.IsWindows() ? ".exe" : "";

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_place_goes_before_the_PATH_and_an_earlier_name_before_a_later_one()
    {
        string place = Put("place", "tool"), first = Put("a", "tool3"), second = Put("b", "tool");
        string path = string.Join(Path.PathSeparator, Path.GetDirectoryName(second), Path.GetDirectoryName(first));
        Assert.Equal(place, InstalledProgram.Find([place], ["tool"], path));
        Assert.Equal(first, InstalledProgram.Find([Path.Combine(_folder, "none")], ["tool3", "tool"], path));
        Assert.Equal(second, InstalledProgram.Find([], ["tool", "tool3"], path));
        Assert.Null(InstalledProgram.Find([], ["other"], path));
    }

    /// <summary>Windows has such a python3.exe, which opens its shop.</summary>
    [Fact]
    public void An_empty_file_is_no_program()
    {
        string empty = Put("a", "tool"), real = Put("b", "tool");
        File.WriteAllText(empty, "");
        Assert.Equal(real, InstalledProgram.Find([], ["tool"], string.Join(Path.PathSeparator, Path.GetDirectoryName(empty), Path.GetDirectoryName(real))));
    }

    private string Put(string folder, string name)
    {
        string file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, folder)).FullName, name + _extension);
        File.WriteAllText(file, "a program");
        return file;
    }
}
