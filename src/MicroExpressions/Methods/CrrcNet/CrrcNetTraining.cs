using MicroExpressions.Losses;
using MicroExpressions.Methods.Lacp;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.CrrcNet;

/// <summary>CRRC-Net while it learns: the network, the classes' prototypes, and each video's best sequences.</summary>
internal sealed class CrrcNetTraining : VideoTraining
{
    private static readonly SnippetClass[] Classes = [SnippetClass.Micro, SnippetClass.Macro];

    private readonly CrrcNetNetwork network;
    private readonly BestSequences sequences;
    private readonly Tensor prototypes;     // μ [2, 2W], before the network's feature layer
    private readonly CrrcNetMethod method;

    /// <param name="method">all settings; its seed decides the initial weights</param>
    /// <param name="taught">the training videos, each with its points</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach, or one without a point</exception>
    public CrrcNetTraining(CrrcNetMethod method, IReadOnlyList<TaughtVideo> taught, Device? device = null) : base(nameof(CrrcNetTraining), method, taught, device)
    {
        this.method = method;
        Taught.CheckPoints("CRRC-Net");
        network = new CrrcNetNetwork(method, Taught.Dimensions.Rgb, Taught.Dimensions.Flow).to(Device);
        sequences = new BestSequences(Taught, method.Lacp.Seeding, method.Lacp.Sequence);
        using (NewDisposeScope())
            prototypes = First().DetachFromDisposeScope();
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt => new(network, method.Spotter(network, Device));

    /// <summary>One step's loss. Labels are the points and what the prototypes vouch for; before the first search sequences teach nothing.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        int every = method.Lacp.SearchEvery;
        bool searched = step.Number >= every;
        if (searched && step.Number % every == 0)
            sequences.Search(network, input => network.call(input).Said);
        SpotterInput batch = Taught.Batch(step.Examples);
        CrrcNetOutput output = network.call(batch);
        Tensor presence = Taught.Presence(step.Examples), mined = Mined(output, presence);
        LossTerm[] always =
        [
            .. method.Lacp.Loss.Of(output.Said, presence, batch.Lengths, [.. step.Examples.Select((video, b) => Labelled(video, mined[b]))], method.Lacp.Seeding),
            .. method.Loss.Of(output, presence, batch),
            new("L_nce", 1, Contrast(step, output, batch.Lengths)),
        ];
        return searched ? new([.. always, .. method.Lacp.Loss.OfSequences(output.Said, [.. step.Examples.Select(sequences.Parts)], step.Random)]) : new(always);
    }

    /// <summary>What the prototypes label, after which they move.</summary>
    private Tensor Mined(CrrcNetOutput output, Tensor presence)
    {
        using IDisposable untracked = no_grad();
        Tensor x = output.Said.Features.detach();
        Tensor labels = method.Mining.Labels(x, output.Said.Probabilities.detach(), network.OfPrototypes(prototypes), presence);      // [B, T, 2]
        prototypes.copy_(method.Mining.Moved(prototypes, x, labels));
        return labels;
    }

    private IReadOnlyList<SnippetPoint> Labelled(int video, Tensor mined)
    {
        float[] marks = ProposalSearch.Values(mined);
        return [.. Taught.Videos[video].Points.Union(marks.Index().Where(m => m.Item > 0).Select(m => new SnippetPoint(m.Index / 2, Classes[m.Index % 2])))];
    }

    /// <summary>L_nce: mean over the classes of a video, then over the videos. What is drawn of a class serves all videos of the step [ours: a sixth of the time; the authors draw for each].</summary>
    private Tensor Contrast(TrainingStep step, CrrcNetOutput output, IReadOnlyList<int> lengths)
    {
        var drawn = Classes.Where(c => step.Examples.Any(video => Taught.Videos[video].Points.Any(p => p.Class == c))).ToDictionary(c => c, c => (
            Positives: Encoded(Positives(c, step.Random)), Negatives: Negatives(c, step.Random) is { Count: > 0 } negatives ? Encoded(negatives) : ((Tensor, Tensor)?)null));
        var each = new List<Tensor>();
        foreach (var (b, video) in step.Examples.Index())
        {
            var seen = (output.Rgb[b].narrow(0, 0, lengths[b]), output.Flow[b].narrow(0, 0, lengths[b]));
            each.Add(stack([.. Taught.Videos[video].Points.GroupBy(p => p.Class).Select(points =>
                method.Contrast.Of(seen, [.. points.Select(p => (long)p.Snippet)], drawn[points.Key].Positives, drawn[points.Key].Negatives))], 0).mean());
        }
        return stack(each, 0).mean();
    }

    /// <summary>Labelled snippets of the class, each once, in any order.</summary>
    private IReadOnlyList<(int Video, int Snippet)> Positives(SnippetClass c, Random random)
    {
        (int, int)[] all = [.. Taught.Videos.Index().SelectMany(v => v.Item.Points.Where(p => p.Class == c).Select(p => (v.Index, p.Snippet)))];
        random.Shuffle(all);
        return [.. all.Take(method.Contrast.Positives)];
    }

    /// <summary>A video without the class, then a snippet of it, so many times.</summary>
    private IReadOnlyList<(int Video, int Snippet)> Negatives(SnippetClass c, Random random)
    {
        int[] without = [.. Taught.Videos.Index().Where(v => !v.Item.Classes.Contains(c)).Select(v => v.Index)];
        return without.Length == 0 ? [] : [.. Enumerable.Range(0, method.Contrast.Negatives).Select(_ => without[random.Next(without.Length)]).Select(v => (v, random.Next(Taught.Videos[v].Snippets)))];
    }

    private (Tensor, Tensor) Encoded(IReadOnlyList<(int Video, int Snippet)> snippets)
    {
        var (rgb, flow) = Taught.Snippets(snippets);
        return network.Encoded(rgb, flow);
    }

    /// <summary>The mean of what the gates let through at the points of each class.</summary>
    private Tensor First()
    {
        using IDisposable untracked = no_grad();
        network.eval();
        var rows = Classes.ToDictionary(c => c, _ => new List<Tensor>());
        foreach (var (video, taught) in Taught.Videos.Index())
        {
            Tensor gated = network.call(Taught.Batch([video])).Gated[0];
            foreach (SnippetPoint point in taught.Points)
                rows[point.Class].Add(gated[point.Snippet]);
        }
        network.train();
        return stack([.. Classes.Select(c => stack(rows[c], 0).mean([0]))], 0);
    }
}
