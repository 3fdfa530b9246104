using MicroExpressions.PseudoLabels;
using MicroExpressions.Spotting;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Methods.MesNet;

/// <summary>What MESNet says of N windows. Scores are before the sigmoid; shifts are move and growth, <see cref="ClipShift"/>.</summary>
/// <param name="AnchorScores"><c>[N, A]</c></param>
/// <param name="AnchorShifts"><c>[N, A, 2]</c></param>
/// <param name="Clips">the proposed clips of each window, M altogether</param>
/// <param name="ClipScores"><c>[M]</c></param>
/// <param name="ClipShifts"><c>[M, 2]</c></param>
internal sealed record MesNetOutput(
    Tensor AnchorScores, Tensor AnchorShifts, IReadOnlyList<IReadOnlyList<TemporalSegment>> Clips, Tensor ClipScores, Tensor ClipShifts);

/// <summary>MESNet: maps of the face → (2+1)D convolutions → clip proposals → classification and regression of each.</summary>
internal sealed class MesNetNetwork : Module<Tensor, IReadOnlyList<IReadOnlyList<TemporalSegment>>, MesNetOutput>
{
    private readonly SpatioTemporalNetwork spatio_temporal;
    private readonly ClipProposalNetwork proposal;
    private readonly ClassificationRegressionNetwork classification;
    private readonly ClipProposalSettings proposals;
    private readonly IReadOnlyList<TemporalSegment> anchors;
    private readonly int window;

    /// <param name="method">widths, lengths, clips</param>
    /// <param name="rgb">numbers a snippet of appearance, a square map</param>
    /// <param name="flow">numbers a snippet of motion, two such maps</param>
    /// <exception cref="InputException">features that are no such maps</exception>
    public MesNetNetwork(MesNetMethod method, int rgb, int flow) : base(nameof(MesNetNetwork))
    {
        int side = (int)Math.Round(Math.Sqrt(rgb)), width = SpatioTemporalNetwork.Widening * method.Channels;
        if (side * side != rgb || flow != 2 * rgb)
            throw new InputException(
                "MESNet", $"features of {rgb} and {flow} numbers a snippet", "a square map of the face, and two of its motion",
                $"Give it its own features, {FaceMaps.Name}: ILearningMethod.OwnFeatures.");
        (proposals, window, anchors) = (method.Proposals, method.Window, method.Proposals.Anchors(method.Window));
        spatio_temporal = new SpatioTemporalNetwork(method.Channels, side);
        proposal = new ClipProposalNetwork(width, method.Proposals.Lengths);
        classification = new ClassificationRegressionNetwork(width, method.Hidden, method.Points, method.Around);
        RegisterComponents();
    }

    /// <summary>Windows <c>[N, W, 3·S·S]</c> to what is in them.</summary>
    /// <param name="windows">maps of the face, snippet by snippet</param>
    /// <param name="labelled">clips of each window that are looked at beside the proposed ones: while it learns the expressions themselves; else none</param>
    /// <exception cref="InputException">windows of other maps</exception>
    public override MesNetOutput forward(Tensor windows, IReadOnlyList<IReadOnlyList<TemporalSegment>> labelled)
    {
        using var scope = NewDisposeScope();
        Tensor features = spatio_temporal.call(windows);
        (Tensor scores, Tensor shifts) = proposal.call(features);
        IReadOnlyList<TemporalSegment>[] clips = [.. Proposed(scores, shifts).Zip(labelled, (proposed, more) => (IReadOnlyList<TemporalSegment>)[.. proposed, .. more])];
        (Tensor clipScores, Tensor clipShifts) = classification.call(features, clips);
        foreach (Tensor kept in new[] { scores, shifts, clipScores, clipShifts })
            kept.MoveToOuterDisposeScope();
        return new(scores, shifts, clips, clipScores, clipShifts);
    }

    /// <summary>No gradient goes through where the clips are [source Faster R-CNN]. A window in which nothing is proposed has itself.</summary>
    private IEnumerable<IReadOnlyList<TemporalSegment>> Proposed(Tensor scores, Tensor shifts)
    {
        float[] s = ProposalSearch.Values(scores.detach()), g = ProposalSearch.Values(shifts.detach());
        for (int n = 0; n < scores.shape[0]; n++)
        {
            IReadOnlyList<TemporalSegment> best = proposals.Best(anchors, s.AsMemory(n * anchors.Count, anchors.Count), g.AsMemory(2 * n * anchors.Count, 2 * anchors.Count), window);
            yield return best.Count > 0 ? best : [new TemporalSegment(0, window)];
        }
    }
}
