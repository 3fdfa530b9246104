using System.Reflection;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks.Jupyter;

/// <summary>
/// What Jupyter needs for the kit's notebooks, in a folder of the kit's own; nothing of the user's is touched. Environment variables
/// lead Jupyter there: the kernel <c>.net-csharp</c>, and a page extension that brings plotly.js into the page once, so that figures
/// can be hovered and no notebook file ever holds the library.
/// </summary>
/// <param name="Path">the folder</param>
public sealed record JupyterFolder(string Path)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The kernel's name in notebooks.</summary>
    public const string Kernel = ".net-csharp";

    /// <summary>What Jupyter's processes must have in their environment to find the folder.</summary>
    public IReadOnlyDictionary<string, string> Environment => new Dictionary<string, string>
    {
        ["JUPYTER_PATH"] = Before("JUPYTER_PATH", Path),
        ["JUPYTER_CONFIG_PATH"] = Before("JUPYTER_CONFIG_PATH", System.IO.Path.Combine(Path, "config")),
    };

    /// <summary>Writes the folder anew.</summary>
    /// <param name="path">the folder</param>
    /// <param name="plotly">plotly.js, if there is one</param>
    /// <param name="genuine">.NET Interactive, to be the kernel instead of the kit's own</param>
    public static JupyterFolder Write(string path, string? plotly, DotnetInteractiveTool? genuine = null)
    {
        var folder = new JupyterFolder(System.IO.Path.GetFullPath(path));
        var environment = new JsonObject();
        foreach ((string variable, string? value) in genuine?.Environment ?? new Dictionary<string, string?>())
            environment[variable] = value;
        folder.Put(new JsonObject
        {
            ["argv"] = new JsonArray([.. (genuine is null ? OwnKernel() : genuine.JupyterCommand).Select(a => (JsonNode)a)]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = genuine is null ? "message" : "signal",
            ["env"] = environment,
        }.ToJsonString(Readable), "kernels", Kernel, "kernel.json");
        folder.Put(new JsonObject { ["load_extensions"] = new JsonObject { ["mex/lab"] = plotly is not null } }.ToJsonString(Readable), "config", "nbconfig", "notebook.json");
        if (genuine is not null)
            folder.Put(Resource("save_no_addresses.py"), "config", "jupyter_notebook_config.py");
        if (plotly is not null)
        {
            folder.Put(Resource("lab.js"), "nbextensions", "mex", "lab.js");
            folder.Put(Resource("figures.js"), "nbextensions", "mex", "figures.js");
            folder.Put(File.ReadAllText(plotly), "nbextensions", "mex", "plotly.min.js");
        }
        return folder;
    }

    private static IEnumerable<string> OwnKernel() =>
        [InstalledProgram.Python ?? "python3", System.IO.Path.Combine(AppContext.BaseDirectory, "Jupyter", "mex_kernel.py"), "{connection_file}", .. KernelProcess.Command];

    /// <summary>A text that is built into this assembly.</summary>
    internal static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new MissingManifestResourceException(name);
        using var text = new StreamReader(stream);
        return text.ReadToEnd();
    }

    private void Put(string text, params string[] place) => WholeFile.WriteText(System.IO.Path.Combine([Path, .. place]), to => to.Write(text));

    private static string Before(string variable, string folder) =>
        System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } others ? folder + System.IO.Path.PathSeparator + others : folder;
}
