using System.IO.Compression;
using System.Security.Cryptography;
using MicroExpressions.Notebooks.Tests;

namespace MicroExpressions.Interactive.Tests.Packages;

/// <summary>The packages as somebody uses them who has nothing of the kit but a folder with the two files.</summary>
[Collection(FullMachine.Name)]
public sealed class PackagesTests(PackedKit kit) : IClassFixture<PackedKit>
{
    [Fact]
    public void The_packages_hold_readme_licence_documentation_and_what_must_not_be_restored_elsewhere()
    {
        string[] library = Entries("MicroExpressions"), notebooks = Entries("MicroExpressions.Interactive");
        Assert.Empty(((string[])
        [
            "README.md", "THIRD-PARTY-NOTICES.txt", "TorchSharp-LICENSE.txt", "lib/net10.0/MicroExpressions.dll", "lib/net10.0/MicroExpressions.xml", "lib/net10.0/TorchSharp.dll",
            "lib/net10.0/data-manifests/casme-squared.json", "lib/net10.0/data-manifests/synthetic.json", "buildTransitive/MicroExpressions.props", "buildTransitive/MicroExpressions.targets",
        ]).Except(library));
        Assert.Empty(((string[])["README.md", "lib/net10.0/MicroExpressions.Interactive.dll", "lib/net10.0/MicroExpressions.Interactive.xml", "interactive-extensions/dotnet/extension.dib"]).Except(notebooks));
        Assert.True(new FileInfo(Path.Combine(kit.Source, $"MicroExpressions.{kit.Version}.nupkg")).Length < 10_000_000, "libtorch is in the package");
    }

    [Fact]
    public void A_fresh_console_project_builds_and_runs_on_the_mended_TorchSharp_with_natives_that_stand_on_the_disk_once()
    {
        string folder = kit.Folder("console");
        File.WriteAllText(Path.Combine(folder, "fresh.csproj"), Project("""<PackageReference Include="MicroExpressions" Version="{0}" /><PackageDownload Include="Microsoft.ML.DnnImageFeaturizer.ResNet18" Version="[0.23.1]" />"""));
        File.WriteAllText(Path.Combine(folder, "Program.cs"), """
            using MicroExpressions;
            using MicroExpressions.Annotations;
            using MicroExpressions.Features.Weights;
            using MicroExpressions.Video;
            using static TorchSharp.torch;

            Console.WriteLine($"torch {ones(2, 3).matmul(ones(3, 1)).sum().item<float>()}");
            Console.WriteLine($"manifests {DataSetManifest.All.Count}");
            Console.WriteLine($"opencv {OpenCv.Version}");
            try { using var weights = PackagedResNet18.Here().ReadWeights(); Console.WriteLine($"imagenet {weights.Tensors.Count}"); }
            catch (InputException e) { Console.WriteLine($"imagenet: {e.Remedy}"); }
            """);
        (int built, string said) = PackedKit.Dotnet(folder, "build", "-c", "Release", "-o", "out", "-v", "quiet", "-nologo");
        Assert.True(built == 0, said);
        (int ran, string output) = PackedKit.Dotnet(folder, "out/fresh.dll");
        Assert.True(ran == 0, output);
        Assert.Equal(["torch 6", $"manifests {MicroExpressions.Annotations.DataSetManifest.All.Count}", $"opencv {MicroExpressions.Video.OpenCv.Version}", "imagenet 110"], output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Equal(Hash(Path.Combine(KitFolder.Artifacts, "torch", "TorchSharp.dll")), Hash(Path.Combine(folder, "out", "TorchSharp.dll")));
        if (OperatingSystem.IsLinux())
            Assert.NotNull(new FileInfo(Path.Combine(folder, "out", "libtorch_cpu.so")).LinkTarget);
    }

    [Fact]
    public void A_fresh_notebook_in_the_kernel_of_NET_Interactive_has_all_of_it_by_one_line()
    {
        string folder = kit.Folder("notebook");
        File.WriteAllText(Path.Combine(folder, "fresh.csproj"), Project("""
            <PackageReference Include="Microsoft.DotNet.Interactive.CSharp" Version="1.0.0-beta.26120.1" />
            <PackageReference Include="Microsoft.DotNet.Interactive.PackageManagement" Version="1.0.0-beta.26120.1" />
            <PackageReference Include="FSharp.Core" Version="10.1.403" />
            """));
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Packages", "FreshNotebook.txt"), Path.Combine(folder, "Program.cs"));
        (int built, string said) = PackedKit.Dotnet(folder, "build", "-c", "Release", "-o", "out", "-v", "quiet", "-nologo");
        Assert.True(built == 0, said);
        string[] cells =
        [
            $"#i \"nuget:{kit.Source}\"\n#r \"nuget: MicroExpressions.Interactive, {kit.Version}\"",
            "using MicroExpressions.Annotations;\nusing MicroExpressions.Interactive;\nusing MicroExpressions.Reporting;\nusing static TorchSharp.torch;\nConsole.WriteLine($\"torch {ones(2, 3).matmul(ones(3, 1)).sum().item<float>()}, manifests {DataSetManifest.All.Count}, OpenCV {MicroExpressions.Video.OpenCv.Version}\");",
            "new Figure(\"F\", new Axis(\"x\"), [new Panel(new Axis(\"y\"), [new LineTrace(\"a\", [0, 1], [0, 1], Palette.Truth)])]).ToChart()",
            "GeneratedAnnotations.Draw(seed: 1).Intervals.ToDataFrame()",
            "Console.WriteLine(typeof(TorchSharp.torch).Assembly.Location)",
        ];
        for (int i = 0; i < cells.Length; i++)
            File.WriteAllText(Path.Combine(folder, $"{i}.csx"), cells[i]);
        (int ran, string output) = PackedKit.Dotnet(folder, ["out/fresh.dll", .. Enumerable.Range(0, cells.Length).Select(i => $"{i}.csx")]);
        Assert.True(ran == 0, output);
        Assert.Contains("text/html: <script class=\"mex-plotly-library\">", output);
        Assert.Contains($"torch 6, manifests {MicroExpressions.Annotations.DataSetManifest.All.Count}, OpenCV {MicroExpressions.Video.OpenCv.Version}", output);
        Assert.Contains("text/html: <div class=\"mex-chart\"", output);
        Assert.Contains("text/html: <figure class=\"mex-table\"", output);
        Assert.Contains(Path.Combine(PackedKit.Cache, "microexpressions", kit.Version, "lib", "net10.0", "TorchSharp.dll"), output);
    }

    private string Project(string references) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <OutputType>Exe</OutputType>
            <TargetFramework>net10.0</TargetFramework>
            <ImplicitUsings>enable</ImplicitUsings>
            <InvariantGlobalization>true</InvariantGlobalization>
            <RestoreAdditionalProjectSources>{kit.Source}</RestoreAdditionalProjectSources>
            <NoWarn>NU1603;NU1608</NoWarn>
          </PropertyGroup>
          <ItemGroup>
            {string.Format(System.Globalization.CultureInfo.InvariantCulture, references, kit.Version)}
          </ItemGroup>
        </Project>
        """;

    private string[] Entries(string id)
    {
        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(kit.Source, $"{id}.{kit.Version}.nupkg"));
        return [.. zip.Entries.Select(e => e.FullName)];
    }

    private static string Hash(string file) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)));
}
