using System.Text.Json;
using MicroExpressions.Methods.Pwes;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Experiments.Spotting;

/// <summary>What the spotter says about a video at one moment of its training.</summary>
/// <param name="Step">training steps done</param>
/// <param name="Curves">attention and activation map</param>
/// <param name="PseudoLabels">ŷ <c>[T, 3]</c>, row by row: what the video's points and the network of this moment make; empty without points or generator</param>
public sealed record SpotterMoment(int Step, SnippetCurves Curves, float[] PseudoLabels);

/// <summary>
/// One fold of an experiment, watched: how attention and pseudo labels come about over the iterations, in a video of the subject that
/// is left out and in one that teaches.
/// </summary>
/// <param name="Experiment">what is trained</param>
/// <param name="HeldOut">the video of the subject left out, at each moment</param>
/// <param name="Taught">a video that teaches, at each moment</param>
public sealed record WatchedFold(SpottingExperiment Experiment, IReadOnlyList<SpotterMoment> HeldOut, IReadOnlyList<SpotterMoment> Taught)
{
    /// <summary>Trains without one subject and looks at the two videos at the experiment's moments; what was watched before is read.</summary>
    /// <param name="experiment">what to train; its evaluations say how often to look</param>
    /// <param name="data">the set</param>
    /// <param name="video">the video whose subject is left out; null: the one with most expressions of both kinds</param>
    /// <param name="folder">where the moments and the checkpoint are kept</param>
    /// <param name="device">where to train</param>
    /// <param name="progress">told after each training step</param>
    /// <param name="cancellation">stops after a step; the same call goes on from there</param>
    /// <exception cref="InputException">no such video, data that cannot teach, or a damaged file in the folder</exception>
    public static WatchedFold Run(
        SpottingExperiment experiment, SpottingDataSet data, string? video, string folder, Device? device = null,
        IProgress<SpottingProgress>? progress = null, CancellationToken cancellation = default)
    {
        experiment = experiment.On(device);
        SpottingVideo heldOut = video is null ? Richest(data.Videos) : data.Videos.FirstOrDefault(v => v.Name == video) ?? throw new InputException(
            $"video {video}", "no such video", $"one of {string.Join(", ", data.Videos.Select(v => v.Name))}", "Name a video of the set.");
        SpottingVideo[] teaching = [.. data.Videos.Where(v => v.Subject != heldOut.Subject && v.Intervals.Count > 0)];
        if (teaching.Length == 0)
            throw new InputException("a watched fold", $"no labelled video of another subject than {heldOut.Subject}", "at least one", "Use a larger set.");
        SpottingVideo[] watched = [heldOut, Richest(teaching)];
        string place = PathBelow.Of(Path.Combine(folder, experiment.Hash(data.Fingerprint), "watched"), heldOut.Name.Replace('/', '_'));
        string file = place + ".json", checkpoint = place + ".checkpoint";
        var seen = new SortedDictionary<int, SpotterMoment[]>(File.Exists(file) ? Read(file, watched) : []);
        if (!seen.ContainsKey(experiment.Steps))
        {
            using OneThread? small = experiment.Pwes.Model.Width < SpottingRun.WidthWorthTwoThreads ? new OneThread() : null;
            using var training = new PwesTraining(experiment.Pwes, teaching, device);
            training.Run(checkpoint, new BetweenSteps(step =>
            {
                if (experiment.EvaluatedSteps.Contains(step.Step))
                {
                    seen[step.Step] = [.. watched.Select(v => Look(training.Spotter, v, experiment.Pwes, step.Step, device))];
                    training.Spotter.train();
                    Write(file, seen.Values);
                }
                progress?.Report(new($"without {heldOut.Subject}", 1, 1, step));
            }), cancellation);
            File.Delete(checkpoint);
        }
        return new(experiment, [.. seen.Values.Select(both => both[0])], [.. seen.Values.Select(both => both[1])]);
    }

    /// <summary>The first of those with both kinds of expression, if there are any, and most expressions.</summary>
    private static SpottingVideo Richest(IEnumerable<SpottingVideo> videos) =>
        videos.MaxBy(v => (v.Intervals.Select(i => i.Kind).Distinct().Count(), v.Intervals.Count))!;

    private static SpotterMoment Look(ExpressionSpotter spotter, SpottingVideo video, PwesMethod method, int step, Device? device)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable untracked = no_grad();
        spotter.eval();
        SpotterOutput one = spotter.call(SpotterInput.Pad([video.Features], device)).Of(0, video.Features.Snippets);
        IReadOnlyList<SnippetPoint> points = video.Points(method.Points);
        return new(step,
            new(video, ProposalSearch.Values(one.RgbAttention), ProposalSearch.Values(one.FlowAttention), ProposalSearch.Values(one.Attention), ProposalSearch.Values(one.ActivationMap)),
            method.PseudoLabels is null || points.Count == 0 ? [] : ProposalSearch.Values(method.PseudoLabels.Generate(new(one.Features, one.Attention, one.ActivationMap, points))));
    }

    private sealed record Stored(int Step, float[] Rgb, float[] Flow, float[] Attention, float[] Map, float[] PseudoLabels);

    private static void Write(string file, IEnumerable<SpotterMoment[]> moments) => WholeFile.WriteText(file, to => to.Write(JsonSerializer.Serialize(
        moments.Select(both => both.Select(m => new Stored(m.Step, m.Curves.RgbAttention, m.Curves.FlowAttention, m.Curves.Attention, m.Curves.ActivationMap, m.PseudoLabels))))));

    private static Dictionary<int, SpotterMoment[]> Read(string file, SpottingVideo[] watched)
    {
        const string expected = "moments of a watched fold", remedy = "Delete the file; the fold is trained again.";
        Stored[][] stored = KeptJson.Read<Stored[][]>(file, expected, remedy);
        try
        {
            if (stored.Any(both => both.Length != watched.Length || both.Zip(watched).Any(p => p.First.Map.Length != 3 * p.Second.Features.Snippets)))
                throw new JsonException("other videos than these");
            return stored.ToDictionary(both => both[0].Step, both => both.Zip(watched,
                (m, video) => new SpotterMoment(m.Step, new(video, m.Rgb, m.Flow, m.Attention, m.Map), m.PseudoLabels)).ToArray());
        }
        catch (JsonException e)
        {
            throw new InputException(file, e.Message, expected, remedy, e);
        }
    }
}
