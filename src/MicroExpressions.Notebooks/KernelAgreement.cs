using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MicroExpressions.Notebooks;

/// <summary>Whether a notebook put out the same in two kernels. Nothing is normalised: outputs are the same JSON or they differ.</summary>
public static class KernelAgreement
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A line for each cell whose outputs differ, with the first place where they do.</summary>
    /// <param name="own">the notebook after a run in the kit's kernel</param>
    /// <param name="genuine">the same notebook after a run in .NET Interactive</param>
    /// <returns>empty where all agree</returns>
    public static IReadOnlyList<string> Differences(Notebook own, Notebook genuine)
    {
        var differences = new List<string>();
        for (int i = 0; i < own.Cells.Count; i++)
        {
            JsonArray here = own.Cells[i].Outputs, there = genuine.Cells[i].Outputs;
            if (JsonNode.DeepEquals(here, there))
                continue;
            int at = Enumerable.Range(0, Math.Max(here.Count, there.Count)).First(o => o >= here.Count || o >= there.Count || !JsonNode.DeepEquals(here[o], there[o]));
            string mine = Text(here, at), theirs = Text(there, at);
            int from = mine.Zip(theirs).TakeWhile(pair => pair.First == pair.Second).Count();
            differences.Add($"{Path.GetFileName(own.Path)}#cell{i + 1}, output {at + 1}: the kit's kernel has {Around(mine, from)}, .NET Interactive {Around(theirs, from)}");
        }
        return differences;
    }

    private static string Text(JsonArray outputs, int at) => at < outputs.Count ? outputs[at]!.ToJsonString(Readable) : "";

    private static string Around(string text, int from)
    {
        const int Before = 40, After = 80;
        if (text.Length == 0)
            return "none";
        int begin = Math.Max(0, from - Before), end = Math.Min(text.Length, from + After);
        return $"{(begin > 0 ? "…" : "")}{text[begin..end]}{(end < text.Length ? "…" : "")}";
    }
}
