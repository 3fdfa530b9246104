using System.Text.Json;
using MicroExpressions.Metrics;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>What came out of one fold, as its file says.</summary>
/// <param name="Fold">the subject left out</param>
/// <param name="Detections">what was found in that subject's videos, best first in each</param>
/// <param name="Losses">the weighted sum at each training step</param>
public sealed record SpottingFoldResult(string Fold, IReadOnlyList<Detection> Detections, IReadOnlyList<double> Losses)
{
    /// <summary>Writes the file whole.</summary>
    internal void Write(string path) => WholeFile.WriteText(path, to => to.Write(JsonSerializer.Serialize(this)));

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">it is damaged</exception>
    internal static SpottingFoldResult Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<SpottingFoldResult>(File.ReadAllText(path)) ?? throw new JsonException("null");
        }
        catch (JsonException e)
        {
            throw new InputException(path, e.Message, "a fold's result", "Delete the file; the fold is run again.", e);
        }
    }
}
