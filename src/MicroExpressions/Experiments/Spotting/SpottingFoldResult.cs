using System.Text.Json;
using MicroExpressions.Metrics;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>What the spotter found in the held-out subject's videos at one moment of its training.</summary>
/// <param name="Step">training steps done</param>
/// <param name="Detections">best first in each video</param>
public sealed record SpottedEpoch(int Step, IReadOnlyList<Detection> Detections);

/// <summary>What came out of one fold, as its file says.</summary>
/// <param name="Fold">the subject left out</param>
/// <param name="Epochs">what was found in that subject's videos, at moments spread over the training; the last is its end</param>
/// <param name="Taught">what the same spotter finds in the videos it was trained on, after the last step: what its threshold is chosen on</param>
/// <param name="Losses">the weighted sum at each training step</param>
/// <param name="Threads">threads that torch computed on: the same number gives the same bits</param>
public sealed record SpottingFoldResult(string Fold, IReadOnlyList<SpottedEpoch> Epochs, IReadOnlyList<Detection> Taught, IReadOnlyList<double> Losses, int Threads)
{
    private static readonly JsonSerializerOptions Json = KeptJson.Strict(new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });

    /// <summary>What was found after the last training step.</summary>
    public IReadOnlyList<Detection> Detections => Epochs[^1].Detections;

    /// <summary>As it is scored: the threshold from the videos that taught, the person left out with it.</summary>
    /// <param name="data">the set that it was run on</param>
    public ScoringFold In(SpottingDataSet data) => new(
        Fold, [.. data.Truth.Where(i => i.Subject != Fold)], Taught, [.. data.Truth.Where(i => i.Subject == Fold)], Detections);

    /// <summary>Writes the file whole. Onset, offset and score stand as bare numbers by video: there are a thousand of them a fold.</summary>
    internal void Write(string path) => WholeFile.WriteText(path, to => to.Write(JsonSerializer.Serialize(new Stored(
        Fold, Threads, [.. Losses.Select(l => (float)l)],
        [.. Epochs.Select(epoch => new StoredEpoch(epoch.Step, ByVideo(epoch.Detections)))],
        Taught.GroupBy(d => d.Subject).ToDictionary(s => s.Key, ByVideo)), Json)));

    /// <summary>Reads it.</summary>
    /// <exception cref="InputException">it is damaged</exception>
    internal static SpottingFoldResult Read(string path)
    {
        const string expected = "a fold's result", remedy = "Delete the file; the fold is run again.";
        Stored stored = KeptJson.Read<Stored>(path, expected, remedy, Json);
        try
        {
            if (stored.Epochs is [])
                throw new JsonException("no epochs");
            return new(
                stored.Fold, [.. stored.Epochs.Select(e => new SpottedEpoch(e.Step, Of(stored.Fold, e.Videos)))],
                [.. stored.Taught.SelectMany(s => Of(s.Key, s.Value))], [.. stored.Losses.Select(l => (double)l)], stored.Threads);
        }
        catch (JsonException e)
        {
            throw new InputException(path, e.Message, expected, remedy, e);
        }
    }

    private static Dictionary<string, double[][]> ByVideo(IEnumerable<Detection> detections) =>
        detections.GroupBy(d => d.Video).ToDictionary(v => v.Key, v => v.Select(d => new[] { d.Onset, d.Offset, d.Score }).ToArray());

    private static IReadOnlyList<Detection> Of(string subject, Dictionary<string, double[][]> videos) =>
        videos.Values.Any(found => found.Any(d => d is not { Length: 3 }))
            ? throw new JsonException($"{subject}: detections that are not onset, offset and score")
            : [.. videos.SelectMany(video => video.Value.Select(d => new Detection(subject, video.Key, d[0], d[1], d[2])))];

    private sealed record Stored(string Fold, int Threads, float[] Losses, StoredEpoch[] Epochs, Dictionary<string, Dictionary<string, double[][]>> Taught);

    private sealed record StoredEpoch(int Step, Dictionary<string, double[][]> Videos);
}
