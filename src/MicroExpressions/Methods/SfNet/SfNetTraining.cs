using MicroExpressions.Losses;
using MicroExpressions.Models;
using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Methods.SfNet;

/// <summary>
/// SF-Net while it learns: a first network, which labels the neighbours of labelled snippets, and a second one, which begins anew and learns
/// from both. They are two, so that the second has an optimiser's state of its own, as in the authors' code.
/// </summary>
internal sealed class SfNetTraining : VideoTraining
{
    private readonly SfNetNetwork first, second;
    private readonly Tensor labels;         // [videos, T, 2]: 1 where a snippet is labelled
    private readonly Tensor steps;          // how many have begun: tells which network is meant
    private readonly SfNetMethod method;

    /// <param name="method">all settings; its seed decides the initial weights</param>
    /// <param name="taught">the training videos, each with its points</param>
    /// <param name="device">where to train; null: the CPU</param>
    /// <exception cref="InputException">videos that cannot teach, or one without a point</exception>
    public SfNetTraining(SfNetMethod method, IReadOnlyList<TaughtVideo> taught, Device? device = null) : base(nameof(SfNetTraining), method, taught, device)
    {
        this.method = method;
        Taught.CheckPoints("SF-Net");
        var (rgb, flow) = Taught.Dimensions;
        first = new SfNetNetwork(method, rgb, flow).to(Device);
        second = new SfNetNetwork(method, rgb, flow).to(Device);
        var marks = new sbyte[taught.Count, taught.Max(v => v.Snippets), SnippetClasses.Foreground];
        foreach (var (video, of) in taught.Index())
            foreach (SnippetPoint point in of.Points)
                marks[video, point.Snippet, (int)point.Class] = 1;
        using (NewDisposeScope())
        {
            labels = from_array(marks).DetachFromDisposeScope();
            steps = zeros(1, dtype: int64).DetachFromDisposeScope();
        }
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override LearntSpotter Learnt
    {
        get
        {
            SfNetNetwork network = Network(steps.item<long>() - 1);
            return new(network, new SfNetSpotter(network, method.Proposals, Device));
        }
    }

    /// <summary>Which snippets of a training video are labelled now, <c>[T, 2]</c>: called between steps, it shows what was expanded.</summary>
    /// <param name="video">its position among the training videos</param>
    public bool[,] Labels(int video) => Labels(video, 0, Taught.Videos[video].Snippets);

    /// <summary>One step's loss.</summary>
    public override LossTerms Step(TrainingStep step)
    {
        steps.fill_(step.Number + 1);
        if (step.Number == method.Expanded && step.Number > 0)
            Expand();
        int longest = step.Number % 2 == 0 && step.Number > 0 ? method.LongestVideoBetween : method.LongestVideo;
        var (input, starts) = Cut(Taught.Batch(step.Examples), longest, step.Random);
        var labelled = new LabelledSnippets([.. step.Examples.Select((video, b) => Labels(video, starts[b], input.Lengths[b]))], (int)input.Mask.shape[1]);
        SfNetOutput output = Network(step.Number).call(input);
        SfNetLoss loss = method.Loss;
        Tensor video = Sum(output.Scores, s => loss.VideoTerm(s, labelled, input.Lengths));
        if (labelled.Labelled.Count == 0)       // stretches without a label: nothing to learn from
            return new(new LossTerm("L_vid", loss.Video, video + output.Scores.Fused.sum() * 0));
        Tensor actionness = Sum(output.Actionness, a => loss.ActionnessTerm(a, labelled));
        LossTerm[] terms = [new("L_vid", loss.Video, video), new("L_frame", 1, Sum(output.Scores, s => loss.FrameTerm(s, labelled)))];
        return new(actionness.item<float>() > loss.LeastActionness ? [.. terms, new("L_act", loss.Actionness, actionness)] : terms);

        static Tensor Sum(Streams streams, Func<Tensor, Tensor> of) => of(streams.Rgb) + of(streams.Flow) + of(streams.Fused);
    }

    private SfNetNetwork Network(long step) => step < method.Expanded ? first : second;

    private bool[,] Labels(int video, int start, int length)
    {
        using DisposeScope scope = NewDisposeScope();
        sbyte[] marks = labels[video].narrow(0, start, length).contiguous().cpu().data<sbyte>().ToArray();
        var labelled = new bool[length, SnippetClasses.Foreground];
        for (int t = 0; t < length; t++)
            (labelled[t, 0], labelled[t, 1]) = (marks[2 * t] != 0, marks[2 * t + 1] != 0);
        return labelled;
    }

    /// <summary>The first network, without dropout, labels neighbours.</summary>
    private void Expand()
    {
        using IDisposable untracked = no_grad();
        first.eval();
        for (int video = 0; video < Examples; video++)
        {
            using DisposeScope scope = NewDisposeScope();
            float[,] scores = SfNetSpotter.Foreground(first.call(Taught.Batch([video])).Scores.Fused[0]);
            bool[,] grown = method.Expansion.Of(scores, Labels(video));
            Tensor marks = tensor(grown.Cast<bool>().Select(m => (sbyte)(m ? 1 : 0)).ToArray(), dtype: int8, device: Device).view(grown.GetLength(0), SnippetClasses.Foreground);
            labels[video].narrow(0, 0, grown.GetLength(0)).copy_(marks);
        }
        first.train();
    }

    /// <summary>Videos that are too long become a stretch of so many snippets.</summary>
    private static (SpotterInput Input, int[] Starts) Cut(SpotterInput input, int longest, Random random)
    {
        var starts = new int[input.Lengths.Count];
        if (input.Lengths.All(length => length <= longest))
            return (input, starts);
        for (int b = 0; b < starts.Length; b++)
            starts[b] = input.Lengths[b] > longest ? random.Next(input.Lengths[b] - longest) : 0;
        int width = Math.Min(longest, input.Lengths.Max());
        return (input with { Rgb = Stretch(input.Rgb), Flow = Stretch(input.Flow), Mask = Stretch(input.Mask), Lengths = [.. input.Lengths.Select(t => Math.Min(t, longest))] }, starts);

        Tensor Stretch(Tensor all) => stack([.. starts.Select((start, b) => all[b].narrow(0, start, width))], 0);
    }
}
