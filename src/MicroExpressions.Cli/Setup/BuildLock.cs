namespace MicroExpressions.Cli.Setup;

/// <summary>Who holds it builds or installs; others wait. The launchers take the same one, <c>artifacts/.lock</c>.</summary>
public sealed class BuildLock : IDisposable
{
    private readonly FileStream file;

    private BuildLock(FileStream file) => this.file = file;

    /// <summary>Waits until nobody else has it.</summary>
    /// <param name="folder">the folder of what is made</param>
    /// <exception cref="InputException">the folder cannot be written</exception>
    public static BuildLock Take(string folder)
    {
        string path = Path.Combine(folder, ".lock");
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(folder, e.Message, "a folder that can be written", "Make it writable.", e);
        }
        while (true)
            try
            {
                return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsHeld(e))
            {
                Thread.Sleep(200);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw new InputException(path, e.Message, "a file that can be written", "Make it writable, or delete it.", e);
            }
    }

    /// <summary>Another process has the file: Windows' sharing violation, EWOULDBLOCK of Linux or macOS.</summary>
    private static bool IsHeld(IOException e) => OperatingSystem.IsWindows() ? (e.HResult & 0xffff) == 32 : e.HResult is 11 or 35;

    /// <summary>Lets others.</summary>
    public void Dispose() => file.Dispose();
}
