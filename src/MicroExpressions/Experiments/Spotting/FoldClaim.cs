namespace MicroExpressions.Experiments.Spotting;

/// <summary>
/// Holds a fold for one process: a file beside its result, locked while the process lives, so that a process that dies lets go of it. On
/// a cluster two may want the same fold: a node that its scheduler thinks dead may still be training when another is given the task,
/// and both would write the one checkpoint. Network file systems pass such locks on from machine to machine (NFS 4 does); on one that
/// knows none, nobody waits.
/// </summary>
internal sealed class FoldClaim : IDisposable
{
    // what the system calls a file that another process has locked: EWOULDBLOCK, and a sharing violation
    private const int HeldOnLinux = 11, HeldOnMac = 35, HeldOnWindows = unchecked((int)0x80070020);

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);

    private readonly string result;
    private readonly FileStream held;

    private FoldClaim(string result, FileStream held)
    {
        this.result = result;
        this.held = held;
    }

    /// <summary>Waits for whoever holds the fold, and holds it.</summary>
    /// <param name="result">the fold's file</param>
    /// <param name="waits">told once, before waiting</param>
    /// <param name="cancellation">ends the waiting</param>
    /// <exception cref="InputException">the folder cannot be written</exception>
    public static FoldClaim Of(string result, Action waits, CancellationToken cancellation)
    {
        for (bool told = false; ; told = true)
        {
            if (Take(result) is FoldClaim taken)
                return taken;
            if (!told)
                waits();
            cancellation.WaitHandle.WaitOne(Between);
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private static FoldClaim? Take(string result)
    {
        string path = PathOf(result);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new(result, new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (e.HResult is HeldOnLinux or HeldOnMac or HeldOnWindows)
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a folder that can be written", "Choose another folder for the runs, or mend this one's permissions.", e);
        }
    }

    /// <summary>Lets go. The file stays unless the fold is done: whoever waits may have it open, and a third must not make another.</summary>
    public void Dispose()
    {
        held.Dispose();
        if (File.Exists(result))
            Forget(result);
    }

    /// <summary>Takes the file of a fold that is done away, also where a process that died left it.</summary>
    /// <param name="result">the fold's file</param>
    public static void Forget(string result)
    {
        try
        {
            File.Delete(PathOf(result));
        }
        catch (IOException e) when (e.HResult == HeldOnWindows)
        {
            // who waited holds it now, and takes it away when it has seen that the fold is done
        }
    }

    private static string PathOf(string result) => Path.ChangeExtension(result, ".claim");
}
