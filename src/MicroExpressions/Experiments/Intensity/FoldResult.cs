using System.Text.Json;

namespace MicroExpressions.Experiments.Intensity;

/// <summary>What came out of one fold, as its file says.</summary>
/// <param name="Fold">its name</param>
/// <param name="Clips">indices of the tested clips</param>
/// <param name="Predicted"><c>[clips][T]</c></param>
/// <param name="Shuffled"><c>[clips][T]</c>: what the same model says where the frames come in another order; point by position</param>
/// <param name="Losses">the weighted sum at each training step</param>
public sealed record FoldResult(string Fold, int[] Clips, double[][] Predicted, double[][] Shuffled, double[] Losses)
{
    /// <summary>Writes the file whole.</summary>
    internal void Write(string path) => WholeFile.WriteText(path, to => to.Write(JsonSerializer.Serialize(this)));

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">it is damaged</exception>
    internal static FoldResult Read(string path) => KeptJson.Read<FoldResult>(path, "a fold's result", "Delete the file; the fold is run again.");
}
