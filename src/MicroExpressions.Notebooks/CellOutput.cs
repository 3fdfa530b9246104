using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>One thing a cell put out, in the order in which it came.</summary>
public abstract record CellOutput
{
    /// <summary>As nbformat has it.</summary>
    public abstract JsonObject ToJson();

    /// <summary>nbformat keeps texts as lists of lines, each with its line end.</summary>
    private protected static JsonArray Lines(string text)
    {
        var lines = new JsonArray();
        for (int from = 0, to; from < text.Length; from = to)
        {
            int end = text.IndexOf('\n', from);
            to = end < 0 ? text.Length : end + 1;
            lines.Add(text[from..to]);
        }
        return lines;
    }
}

/// <summary>What was written to the console.</summary>
/// <param name="Name"><c>stdout</c> or <c>stderr</c></param>
/// <param name="Text">the text; neighbouring writes to one stream are one output</param>
public sealed record StreamOutput(string Name, string Text) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new() { ["name"] = Name, ["output_type"] = "stream", ["text"] = Lines(Text) };
}

/// <summary>A value shown in one or more forms: by <c>display(x)</c>, or as the cell's last expression.</summary>
/// <param name="Forms">media type and content; JSON types hold an object</param>
/// <param name="ExecutionCount">the cell's number if it is the cell's value, else null</param>
public sealed record DisplayOutput(IReadOnlyList<(string MediaType, string Content)> Forms, int? ExecutionCount) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson()
    {
        var data = new JsonObject();
        foreach ((string mediaType, string content) in Forms.OrderBy(f => f.MediaType, StringComparer.Ordinal))
            data[mediaType] = mediaType.EndsWith("json", StringComparison.Ordinal) ? JsonNode.Parse(content) : Lines(content);
        var json = new JsonObject { ["data"] = data };
        if (ExecutionCount is int count)
            json["execution_count"] = count;
        json["metadata"] = new JsonObject();
        json["output_type"] = ExecutionCount is null ? "display_data" : "execute_result";
        return json;
    }
}

/// <summary>Why the cell failed.</summary>
/// <param name="Name">the exception's type, or <c>CompileError</c>, <c>TimeLimit</c></param>
/// <param name="Message">what happened, with cell and line</param>
/// <param name="Trace">where; lines of the notebook's own cells first</param>
public sealed record ErrorOutput(string Name, string Message, IReadOnlyList<string> Trace) : CellOutput
{
    /// <inheritdoc/>
    public override JsonObject ToJson() => new()
    {
        ["ename"] = Name,
        ["evalue"] = Message,
        ["output_type"] = "error",
        ["traceback"] = new JsonArray([.. Trace.Select(t => (JsonNode)t)]),
    };
}
