using MicroExpressions.Cli.Setup;

namespace MicroExpressions.Cli.Tests.Setup;

public class SystemNeedTests
{
    [Fact]
    public void What_is_there_is_not_installed_again() =>
        new SystemNeed("a thing", () => true, ["no-such-package"], "").Ensure();

    [Fact]
    public void What_is_missing_comes_with_the_command_that_brings_it()
    {
        var need = new SystemNeed("a thing", () => false, ["package-a", "package-b"], "ask a neighbour");
        Assert.Equal(Apt.Here is null ? "ask a neighbour" : Apt.CommandFor(["package-a", "package-b"]), need.Remedy);
        Assert.EndsWith("apt-get install -y --no-install-recommends package-a package-b", Apt.CommandFor(need.Packages));
        Assert.Equal(!Environment.IsPrivilegedProcess, Apt.CommandFor(need.Packages).StartsWith("sudo ", StringComparison.Ordinal));
    }
}
