using MicroExpressions.Cli.Setup;

namespace MicroExpressions.Cli.Tests.Setup;

/// <summary>With an apt-get of the test's own, which keeps what it is called with.</summary>
public sealed class AptTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mex-apt").FullName;

    public AptTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "apt is Linux'");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_lists_are_fetched_and_then_all_that_is_missing_is_installed_without_asking()
    {
        Apt apt = Fake("echo \"$DEBIAN_FRONTEND $*\" >> calls");
        apt.Install(() => ["one", "two"]);
        Assert.Equal(
            ["noninteractive update -qq", "noninteractive install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 one two"],
            File.ReadAllLines(Path.Combine(_folder, "calls")));
    }

    [Fact]
    public void Nothing_is_called_where_nothing_is_missing_any_more()
    {
        Fake("echo called >> calls").Install(() => []);
        Assert.False(File.Exists(Path.Combine(_folder, "calls")));
    }

    [Fact]
    public void A_failure_is_named_with_its_last_lines_the_log_and_the_command_to_type()
    {
        Apt apt = Fake("[ $1 = update ] || { echo 'E: Unable to locate package one' >&2; exit 100; }");
        var wrong = Assert.Throws<InputException>(() => apt.Install(() => ["one"]));
        Assert.Equal(("apt-get install", "E: Unable to locate package one"), (wrong.Place, wrong.Found));
        Assert.Contains("apt-get install -y --no-install-recommends one", wrong.Remedy);
        Assert.Contains("E: Unable to locate", File.ReadAllText(Path.Combine(_folder, "apt.log")));
    }

    [Fact]
    public void Two_that_install_at_once_do_it_one_after_the_other()
    {
        Apt apt = Fake("mkdir busy || exit 9; sleep 0.3; rmdir busy");
        bool there = false;
        Parallel.For(0, 2, _ => apt.Install(() =>
        {
            bool missing = !there;
            there = true;
            return missing ? ["one"] : [];
        }));
        Assert.True(there);
    }

    private Apt Fake(string script)
    {
        string program = Path.Combine(_folder, "apt-get");
        File.WriteAllText(program, $"#!/bin/sh\ncd '{_folder}'\n{script}\n");
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return new(program, _folder);
    }
}
