namespace TorchSharp.Mending;

/// <summary>A file of hundreds of megabytes that stands on the disk once and in several folders.</summary>
internal static class SharedFile
{
    /// <summary>A link to the file; where the system allows none (Windows without developer mode), a copy.</summary>
    /// <param name="file">the file</param>
    /// <param name="place">where it shall be found too; what is there is replaced</param>
    public static void Place(string file, string place)
    {
        if (File.Exists(place) && new FileInfo(place).LinkTarget is null && new FileInfo(place).Length == new FileInfo(file).Length)
            return;
        File.Delete(place);
        try
        {
            File.CreateSymbolicLink(place, file);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            File.Copy(file, place);
        }
    }
}
