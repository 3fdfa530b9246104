using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Models;

/// <summary>
/// A batch's videos one behind the other, so that the network spends no time on what fills the shorter ones up:
/// <code>
/// [v₁ v₁ v₁ · v₂ v₂ v₂ v₂ v₂ · v₃ · ]   N snippets
/// </code>
/// At least one empty snippet follows each, so that no kernel of three sees two videos. Each begins at a multiple of four: convolutions
/// that go by groups of four snippets (<see cref="MinimalFiltering"/>) round a video alike wherever it stands.
/// </summary>
public sealed class JoinedVideos
{
    private readonly long batch, longest;
    private readonly Tensor source;       // [N] rows of the padded batch; any where nothing is
    private readonly Tensor destination;  // [B·T] places of the joined videos; an empty one where the batch is filled up
    private readonly Tensor membership;   // [N, B] 1 where a snippet is of the video
    private readonly Tensor lengths;      // [B, 1]

    /// <param name="input">the padded batch; only its lengths count</param>
    /// <exception cref="InputException">tensors that do not belong together, or lengths that are not the batch's</exception>
    public JoinedVideos(SpotterInput input)
    {
        (batch, longest) = (input.Checked().Mask.shape[0], input.Mask.shape[1]);
        int count = input.Lengths.Sum(Slots), empty = input.Lengths[0];
        long[] rows = new long[count], places = new long[batch * longest];
        float[] members = new float[count * batch];
        Array.Fill(places, empty);
        int start = 0;
        for (int b = 0; b < batch; b++)
        {
            for (int t = 0; t < input.Lengths[b]; t++)
            {
                rows[start + t] = b * longest + t;
                places[b * longest + t] = start + t;
                members[(start + t) * batch + b] = 1;
            }
            start += Slots(input.Lengths[b]);
        }
        Device device = input.Mask.device;
        source = tensor(rows, device: device);
        destination = tensor(places, device: device);
        membership = tensor(members, device: device).view(count, batch);
        lengths = tensor(input.Lengths.Select(t => (float)t).ToArray(), device: device).unsqueeze(1);
        Mask = membership.sum(1).view(1, 1, count);
    }

    /// <summary>B.</summary>
    public long Count => batch;

    /// <summary>N: snippets and the empty ones between them.</summary>
    public long Places => Mask.shape[2];

    /// <summary><c>[1, 1, N]</c>: 1 where a snippet is.</summary>
    public Tensor Mask { get; }

    /// <summary><c>[B, T, D]</c>, padded, to <c>[1, N, D]</c>, anything where no snippet is.</summary>
    /// <exception cref="InputException">not of this batch</exception>
    public Tensor Join(Tensor padded)
    {
        Shapes.Expect("joining videos", (padded, $"x [{batch}, {longest}, D]"));
        return padded.flatten(0, 1).index_select(0, source).unsqueeze(0);
    }

    /// <summary><c>[1, D, N]</c>, 0 where no snippet is, to <c>[B, T, D]</c>, 0 where filled up.</summary>
    /// <exception cref="InputException">not of this batch</exception>
    public Tensor Split(Tensor joined) => Rows(joined).index_select(0, destination).view(batch, longest, -1);

    /// <summary>Each video's mean over time: <c>[1, D, N]</c>, 0 where no snippet is, to <c>[B, D]</c>.</summary>
    /// <exception cref="InputException">not of this batch</exception>
    public Tensor Mean(Tensor joined) => membership.transpose(0, 1).mm(Rows(joined)) / lengths;

    /// <summary>To all snippets what their video has: <c>[B, D]</c> to <c>[1, D, N]</c>.</summary>
    /// <exception cref="InputException">not of this batch</exception>
    public Tensor Spread(Tensor ofVideos)
    {
        Shapes.Expect("spreading over videos", (ofVideos, $"x [{batch}, D]"));
        return membership.mm(ofVideos).transpose(0, 1).unsqueeze(0);
    }

    private Tensor Rows(Tensor joined)
    {
        Shapes.Expect("joined videos", (joined, $"x [1, D, {Places}]"));
        return joined.squeeze(0).transpose(0, 1);   // [N, D]
    }

    private static int Slots(int length) => (length / MinimalFiltering.Outputs + 1) * MinimalFiltering.Outputs;
}
