using MicroExpressions.Cli.Commands;
using MicroExpressions.Cli.Terminal;

namespace MicroExpressions.Cli.Tests;

public class TestCommandTests
{
    public static TheoryData<string, string> Classes =>
        [.. TestCommand.ComputedByLibtorch.SelectMany(entry => entry.Value.Select(name => new TheoryDataRow<string, string>(entry.Key, name)))];

    [Theory, MemberData(nameof(Classes))]
    public void What_runs_under_each_instruction_set_is_a_class_of_its_project(string project, string name) =>
        Assert.Single(Directory.GetFiles(Path.Combine(Kit.Root, "tests", project), name.Replace("*.", "") + ".cs", SearchOption.AllDirectories));
}
