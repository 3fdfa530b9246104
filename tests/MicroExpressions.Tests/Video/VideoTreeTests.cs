using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public sealed class VideoTreeTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Touch(params string[] parts)
    {
        string path = Path.Combine([_folder, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, []);
        return path;
    }

    [Fact]
    public void A_file_is_itself() => Assert.Equal([Touch("a.mp4")], VideoTree.Find(Path.Combine(_folder, "a.mp4")));

    [Fact]
    public void A_folder_of_pictures_is_one_video()
    {
        Touch("img1.jpg");
        Touch("img2.jpg");
        Assert.Equal([_folder], VideoTree.Find(_folder));
    }

    [Fact]
    public void Folders_of_pictures_and_files_are_found_however_deep_and_other_files_are_passed_over()
    {
        Touch("s15", "15_0101", "img001.jpg");
        Touch("s16", "16_0101", "img001.jpg");
        string film = Touch("s17", "film.AVI");
        Touch("notes.txt");
        Assert.Equal([Path.Combine(_folder, "s15", "15_0101"), Path.Combine(_folder, "s16", "16_0101"), film], VideoTree.Find(_folder));
    }

    [Fact]
    public void A_folder_without_a_video_is_refused()
    {
        Touch("notes.txt");
        Assert.Contains("no video", Assert.Throws<InputException>(() => VideoTree.Find(_folder)).Message);
    }

    [Fact]
    public void A_path_with_nothing_is_refused() => Assert.Throws<InputException>(() => VideoTree.Find(Path.Combine(_folder, "none")));

    [Fact]
    public void A_video_is_called_by_the_last_part_of_its_path_where_that_is_its_own()
    {
        Touch("s15", "15_0101", "img001.jpg");
        Touch("spNO.1", "img001.jpg");
        Touch("s17", "film.AVI");
        Assert.Equal(["15_0101", "film", "spNO.1"], VideoTree.Names(_folder, VideoTree.Find(_folder)));
    }

    [Fact]
    public void Clips_of_two_subjects_under_one_name_are_told_apart_by_their_paths()
    {
        Touch("sub01", "EP02_01f", "img1.jpg");
        Touch("sub02", "EP02_01f", "img1.jpg");
        Touch("sub02", "EP03_02", "img1.jpg");
        Assert.Equal(["sub01/EP02_01f", "sub02/EP02_01f", "sub02/EP03_02"], VideoTree.Names(_folder, VideoTree.Find(_folder)));
    }

    [Fact]
    public void Files_that_differ_in_their_extension_only_keep_it()
    {
        Touch("a.avi");
        Touch("a.mp4");
        Assert.Equal(["a.avi", "a.mp4"], VideoTree.Names(_folder, VideoTree.Find(_folder)));
    }
}
