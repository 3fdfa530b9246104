using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>
/// A notebook file, nbformat 4.5. Everything the kit does not know is kept as it stands; written back it is the same bytes for the
/// same content: one space of indent, keys in their order, a newline at the end.
/// </summary>
public sealed class Notebook
{
    private static readonly JsonSerializerOptions Writing = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Reading = new() { AllowDuplicateProperties = false };

    private readonly JsonObject _root;

    private Notebook(string path, JsonObject root, IReadOnlyList<NotebookCell> cells) => (Path, _root, Cells) = (path, root, cells);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The cells, top to bottom.</summary>
    public IReadOnlyList<NotebookCell> Cells { get; }

    /// <summary>The notebook's metadata.</summary>
    public JsonObject Metadata => (JsonObject)_root["metadata"]!;

    /// <summary>The second part of the format's version, 4.x.</summary>
    public int MinorVersion => (int?)_root["nbformat_minor"] ?? 0;

    /// <summary>What the code cells say now, in sixteen hexadecimal digits.</summary>
    public string SourcesDigest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Cells.Where(c => c.IsCode).Select(c => c.Source)))))[..16];

    /// <summary>
    /// What the code cells said when all of them last ran, top to bottom; null where that is unknown. Kept in the file under
    /// <c>metadata.mex.ran</c>: the outputs belong to the code if it equals <see cref="SourcesDigest"/>.
    /// </summary>
    public string? RanDigest
    {
        get => (string?)Metadata["mex"]?["ran"];
        set
        {
            Metadata.Remove("mex");
            if (value is not null)
                Metadata["mex"] = new JsonObject { ["ran"] = value };
        }
    }

    /// <summary>Reads a notebook.</summary>
    /// <exception cref="InputException">no such file, broken JSON, or not nbformat 4</exception>
    public static Notebook Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException(path, "no such file", "a notebook (.ipynb)", "Check the path.");
        try
        {
            return Parse(path, File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, "a notebook (.ipynb)", "Check the path.", e);
        }
        catch (JsonException broken)
        {
            throw new InputException($"{path}, line {broken.LineNumber + 1}", "broken JSON", "a notebook (nbformat 4.5)",
                "Restore the file, or open it in an editor and mend that line.", broken);
        }
    }

    /// <summary>The notebook in a text; <paramref name="path"/> names it in messages and is where relative paths start.</summary>
    /// <exception cref="JsonException">broken JSON</exception>
    /// <exception cref="InputException">not nbformat 4</exception>
    public static Notebook Parse(string path, string json)
    {
        RequireUnicode(path, json);
        if (JsonNode.Parse(json, documentOptions: Reading) is not JsonObject root || root["cells"] is not JsonArray cells || root["metadata"] is not JsonObject)
            throw new InputException(path, "JSON that is no notebook", "an object with \"cells\" and \"metadata\" (nbformat 4.5)", "Save it again from Jupyter or VS Code.");
        if (Whole(root["nbformat"]) is not 4)
            throw new InputException(path, $"nbformat {root["nbformat"]}", "nbformat 4", "Convert it: jupyter nbconvert --to notebook --nbformat 4.");
        if (root["nbformat_minor"] is { } minor && Whole(minor) is null || root["metadata"]!["mex"] is { } ours && (ours is not JsonObject mex || mex["ran"] is { } ran && !IsText(ran)))
            throw Unlike(path, "its version or metadata");
        var read = new List<NotebookCell>();
        foreach (JsonNode? cell in cells)
            read.Add(cell is not JsonObject known || !IsText(known["cell_type"])
                ? throw new InputException($"{path}, cell {read.Count + 1}", "a cell without cell_type", "a code, markdown or raw cell", "Save it again from Jupyter or VS Code.")
                : IsUsual(known) ? new NotebookCell(known) : throw Unlike($"{path}, cell {read.Count + 1}", "its id, source, metadata or outputs"));
        return new Notebook(path, root, read);
    }

    /// <summary>An escape may stand for half a character, which no text can hold.</summary>
    private static void RequireUnicode(string path, string json)
    {
        var tokens = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        try
        {
            while (tokens.Read())
                if (tokens.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                    tokens.GetString();
        }
        catch (InvalidOperationException e)
        {
            throw new InputException(path, e.Message, "texts of whole characters", "Save it again from Jupyter or VS Code.", e);
        }
    }

    /// <summary>What is read of a cell is there or left out, and of the kind that the format says.</summary>
    private static bool IsUsual(JsonObject cell) => (cell["id"] is not { } id || IsText(id)) && cell["metadata"] is null or JsonObject && cell["outputs"] is null or JsonArray
        && (cell["execution_count"] is not { } count || Whole(count) is not null)
        && cell["source"] switch { null => true, JsonArray lines => lines.All(IsText), var source => IsText(source) };

    private static bool IsText(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String && ((JsonValue)node).TryGetValue(out string? _);

    private static int? Whole(JsonNode? node) => node is JsonValue value && value.TryGetValue(out int number) ? number : null;

    private static InputException Unlike(string place, string what) =>
        new(place, $"{what}, of another kind than the format says", "nbformat 4.5", "Save it again from Jupyter or VS Code.");

    /// <summary>The file's text.</summary>
    public override string ToString() => _root.ToJsonString(Writing) + "\n";

    /// <summary>Writes the file whole, or not at all.</summary>
    /// <exception cref="InputException">it cannot be written</exception>
    public void Write() => WholeFile.WriteText(Path, to => to.Write(ToString()));
}

/// <summary>One cell of a <see cref="Notebook"/>, a view on its JSON.</summary>
/// <param name="Json">the cell as it stands in the file</param>
public sealed record NotebookCell(JsonObject Json)
{
    /// <summary>The cell's id; empty where the file has none.</summary>
    public string Id => (string?)Json["id"] ?? "";

    /// <summary>Whether it holds code.</summary>
    public bool IsCode => (string?)Json["cell_type"] == "code";

    /// <summary>Whether it holds prose.</summary>
    public bool IsMarkdown => (string?)Json["cell_type"] == "markdown";

    /// <summary>The text, whether the file keeps it as one string or as lines.</summary>
    public string Source => Json["source"] is JsonArray lines ? string.Concat(lines.Select(l => (string?)l)) : (string?)Json["source"] ?? "";

    /// <summary>The outputs of a code cell.</summary>
    public JsonArray Outputs => (JsonArray?)Json["outputs"] ?? [];

    /// <summary>Puts in what running the cell gave.</summary>
    public void SetOutputs(int executionCount, JsonArray outputs)
    {
        Json["execution_count"] = executionCount;
        Json["outputs"] = outputs;
    }
}
