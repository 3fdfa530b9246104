namespace MicroExpressions.Cli.Tests;

/// <summary>
/// Programs by the names of Slurm's in a folder of their own: sbatch counts jobs from 101 and notes how it was called, squeue tells what
/// the file <c>queue</c> holds, scancel notes, sacct tells what the file <c>books</c> holds or that there are none. Their words are those of
/// Slurm 22.05.
/// </summary>
internal sealed class FakeSlurm
{
    private readonly string _folder;

    public FakeSlurm(string folder)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the stand-ins for Slurm's programs are shell scripts");
        _folder = Directory.CreateDirectory(folder).FullName;
        Program("sbatch", """
            echo "sbatch $*" >> "$here/calls"
            if [ -e "$here/refuses" ]; then cat "$here/refuses" >&2; exit 1; fi
            if [ -e "$here/greets" ]; then cat "$here/greets"; fi
            n=$(($(cat "$here/jobs" 2>/dev/null || echo 100) + 1))
            echo $n > "$here/jobs"
            echo "$n$(cat "$here/cluster" 2>/dev/null)"
            """);
        Program("squeue", """
            if [ -e "$here/silent" ]; then echo "slurm_load_jobs error: Unable to contact slurm controller (connect failure)" >&2; exit 1; fi
            cat "$here/queue" 2>/dev/null || true
            """);
        Program("scancel", """echo "scancel $*" >> "$here/calls" """);
        Program("sacct", """
            if [ -e "$here/books" ]; then cat "$here/books"; else echo "Slurm accounting storage is disabled" >&2; exit 1; fi
            """);
    }

    /// <summary>How sbatch and scancel were called, and nothing of it any more.</summary>
    public string[] Calls
    {
        get
        {
            string file = Path.Combine(_folder, "calls");
            string[] calls = File.Exists(file) ? File.ReadAllLines(file) : [];
            File.Delete(file);
            return calls;
        }
    }

    /// <summary>Says what one of the programs is to answer.</summary>
    public void Says(string what, params string[] lines) => File.WriteAllLines(Path.Combine(_folder, what), lines);

    /// <summary>Says nothing any more.</summary>
    public void Forgets(string what) => File.Delete(Path.Combine(_folder, what));

    /// <summary>Runs the program where these are Slurm's.</summary>
    public Mex Run(params string[] arguments) => Mex.Finish(Mex.Start(null, arguments, ("PATH", $"{_folder}:{Environment.GetEnvironmentVariable("PATH")}")));

    private void Program(string name, string text)
    {
        string file = Path.Combine(_folder, name);
        File.WriteAllText(file, $"#!/bin/sh\nhere='{_folder}'\n{text}\n");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
