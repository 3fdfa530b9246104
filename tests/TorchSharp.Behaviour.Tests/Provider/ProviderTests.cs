using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SystemTorch.Tests.Provider;

/// <summary>Who provides TorchSharp's API is one MSBuild property; no line of code and no other project file may know.</summary>
public class ProviderTests
{
    private static readonly string[] TheChoice = ["Torch.targets", "Directory.Packages.props"];

    private static readonly Regex Provider = new("SystemTorch|TorchSharp-(cpu|cuda)|libtorch-(cpu|cuda)");

    private static bool IsItsOwn(string path) => path.StartsWith("src/SystemTorch/") || path.StartsWith("tests/SystemTorch.Tests/");

    [Fact]
    public void Only_the_choice_names_a_provider_in_project_files()
    {
        var naming = Repository.Files("", ".csproj", ".props", ".targets")
            .Where(file => !TheChoice.Contains(file.Path) && !IsItsOwn(file.Path))
            .Where(file => Provider.IsMatch(WithoutComments(file.Text)))
            .Select(file => file.Path);

        Assert.Empty(naming);
    }

    [Fact]
    public void No_using_and_no_name_in_code_refers_to_a_provider()
    {
        var naming =
            from file in Repository.Files("", ".cs").Where(file => !IsItsOwn(file.Path))
            from name in CSharpSyntaxTree.ParseText(file.Text).GetRoot().DescendantNodes().OfType<NameSyntax>()
            where Provider.IsMatch(name.ToString())
            select $"{file.Path}: {name}";

        Assert.Empty(naming);
    }

    [Fact]
    public void The_choice_names_each_provider_once()
    {
        string targets = WithoutComments(Repository.Files("", ".targets").Single(f => f.Path == "Torch.targets").Text);

        Assert.Single(Regex.Matches(targets, "SystemTorch.csproj"));
        Assert.Single(Regex.Matches(targets, "TorchSharp-cpu"));
        Assert.Single(Regex.Matches(targets, "TorchSharp-cuda-linux"));
    }

    [Fact]
    public void Nobody_sees_the_internals()
    {
        var friends = Repository.Files("src/SystemTorch", ".cs", ".csproj")
            .Where(file => file.Text.Contains("InternalsVisibleTo")).Select(file => file.Path);

        Assert.Empty(friends);
    }

    private static string WithoutComments(string xml)
    {
        var document = XDocument.Parse(xml);
        document.DescendantNodes().OfType<XComment>().Remove();
        return document.ToString();
    }
}
