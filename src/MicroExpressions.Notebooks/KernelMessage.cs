using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>A <see cref="CellOutput"/> as a line between <see cref="KernelLoop"/> and what drives it.</summary>
internal static class KernelMessage
{
    internal static JsonObject Of(CellOutput output) => output switch
    {
        StreamOutput printed => new JsonObject { ["is"] = "stream", ["name"] = printed.Name, ["text"] = printed.Text },
        DisplayOutput shown => new JsonObject { ["is"] = shown.ExecutionCount is null ? "display" : "result", ["data"] = Data(shown.Forms), ["count"] = shown.ExecutionCount },
        ErrorOutput error => new JsonObject { ["is"] = "error", ["name"] = error.Name, ["message"] = error.Message, ["trace"] = new JsonArray([.. error.Trace.Select(t => (JsonNode)t)]) },
        _ => throw new ArgumentException($"an output of type {output.GetType().Name} has no message"),
    };

    /// <summary>The output that a line tells of; null for a line about something else.</summary>
    internal static CellOutput? Read(JsonNode line) => (string?)line["is"] switch
    {
        "stream" => new StreamOutput((string)line["name"]!, (string)line["text"]!),
        "display" or "result" => new DisplayOutput([.. line["data"]!.AsObject().Select(d => (d.Key, IsJson(d.Key) ? d.Value!.ToJsonString() : (string)d.Value!))], (int?)line["count"]),
        "error" => new ErrorOutput((string)line["name"]!, (string)line["message"]!, [.. line["trace"]!.AsArray().Select(t => (string)t!)]),
        _ => null,
    };

    private static bool IsJson(string mediaType) => mediaType.EndsWith("json", StringComparison.Ordinal);

    private static JsonObject Data(IReadOnlyList<(string MediaType, string Content)> forms)
    {
        var data = new JsonObject();
        foreach ((string mediaType, string content) in forms)
            data[mediaType] = IsJson(mediaType) ? JsonNode.Parse(content) : content;
        return data;
    }
}
