using System.Diagnostics;

namespace MicroExpressions.Cli.Tests.Faults;

/// <summary>After set-up no command opens a socket to anywhere, itself or by a process that it starts: strace looks on.</summary>
public sealed class NothingLeavesTheMachineTests(SmokeFeatures features)
{
    private const string Strace = "/usr/bin/strace";

    public static TheoryData<string> Names => ["training by two processes", "features", "a notebook"];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_command_opens_no_socket_of_the_internet(string name)
    {
        Assert.SkipUnless(File.Exists(Strace), "needs strace: apt-get install strace");
        KilledCommand command = KilledCommand.All(features).Single(c => c.Name == name);
        string folder = Directory.CreateTempSubdirectory("mex-sockets").FullName, calls = Path.Combine(folder, "calls");
        command.Prepare(folder);
        var start = new ProcessStartInfo(Strace,
            ["-f", "-qq", "-e", "trace=socket", "-o", calls, "dotnet", Path.Combine(AppContext.BaseDirectory, "mex.dll"), .. command.Arguments(folder)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["MEX_DATA"] = "" },
        };
        foreach ((string variable, string value) in command.Surroundings(folder))
            start.Environment[variable] = value;
        using Process process = Process.Start(start)!;
        Mex ran = Mex.Finish(process);
        Assert.True(ran.ExitCode == 0, ran.Error);
        string[] sockets = [.. File.ReadLines(calls).Where(l => l.Contains("socket(", StringComparison.Ordinal))];
        Assert.Contains(sockets, l => l.Contains("AF_UNIX", StringComparison.Ordinal));     // the runtime's own: so strace sees them
        Assert.DoesNotContain(sockets, l => l.Contains("AF_INET", StringComparison.Ordinal));
        Directory.Delete(folder, recursive: true);
    }
}
