using System.Diagnostics;
using MicroExpressions.Cli.Terminal;
using MicroExpressions.Notebooks;

namespace MicroExpressions.Cli.Setup;

/// <summary>Debian's and Ubuntu's package installer.</summary>
/// <param name="program"><c>apt-get</c></param>
/// <param name="folder">where its log goes</param>
public sealed class Apt(string program, string folder)
{
    /// <summary>This system's; null where it has none.</summary>
    public static Apt? Here { get; } = OperatingSystem.IsLinux() && InstalledProgram.OnPath("apt-get") is string program ? new(program, Kit.Artifacts) : null;

    /// <summary>What a user types to install packages.</summary>
    public static string CommandFor(IReadOnlyList<string> packages) =>
        $"{(Environment.IsPrivilegedProcess ? "" : "sudo ")}apt-get install -y --no-install-recommends {string.Join(' ', packages)}";

    /// <summary>Installs what is still missing when nobody else of this kit installs; quietly, but for one line on standard error.</summary>
    /// <param name="missing">asks which packages are missing</param>
    /// <exception cref="InputException">apt-get failed; its last lines and its log are named</exception>
    public void Install(Func<IReadOnlyList<string>> missing)
    {
        using BuildLock ours = BuildLock.Take(folder);
        IReadOnlyList<string> packages = missing();
        if (packages.Count == 0)
            return;
        Console.Error.WriteLine($"mex: installing {string.Join(' ', packages)} (once)");
        string log = Path.Combine(folder, "apt.log");
        File.WriteAllText(log, "");
        foreach (string[] arguments in new string[][] { ["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=300", .. packages] })
            if (Run(arguments, log) != 0)
                throw new InputException(
                    $"apt-get {arguments[0]}", string.Join(" | ", File.ReadLines(log).Where(l => l.Trim().Length > 0 && !l.StartsWith('$')).TakeLast(5)), "packages from this system's sources",
                    $"Install them by hand: {CommandFor(packages)}. The whole log: {log}");
    }

    private int Run(string[] arguments, string log)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["DEBIAN_FRONTEND"] = "noninteractive";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        File.AppendAllText(log, $"$ apt-get {string.Join(' ', arguments)}\n{output}{errors.Result}");
        return process.ExitCode;
    }
}
