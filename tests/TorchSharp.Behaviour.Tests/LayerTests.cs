using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.Behaviour.Tests;

/// <summary>The layers that the kit uses beside PyTorch's outputs, gradients, running statistics and first parameters.</summary>
[Collection(nameof(Alone))]
public class LayerTests
{
    private static readonly Dictionary<string, Func<Module>> InTorchSharp = new()
    {
        ["nn.Linear(3, 4)"] = () => Linear(3, 4),
        ["nn.Conv1d(3, 4, 3)"] = () => Conv1d(3, 4, 3),
        ["nn.Conv1d(3, 4, 3, padding=1)"] = () => Conv1d(3, 4, 3, padding: 1),
        ["nn.Conv2d(2, 4, 3)"] = () => Conv2d(2, 4, 3),
        ["nn.Conv2d(2, 3, 3, stride=2, padding=1, bias=False)"] = () => Conv2d(2, 3, 3, stride: 2, padding: 1, bias: false),
        ["nn.Conv3d(2, 2, (2, 3, 1))"] = () => Conv3d(2, 2, (2, 3, 1)),
        ["nn.Conv3d(2, 2, (2, 3, 1), bias=False)"] = () => Conv3d(2, 2, (2, 3, 1), bias: false),
        ["nn.BatchNorm2d(2)"] = () => BatchNorm2d(2),
        ["nn.BatchNorm2d(3)"] = () => BatchNorm2d(3),
        ["nn.BatchNorm3d(2, eps=1e-3, momentum=0.01)"] = () => BatchNorm3d(2, eps: 1e-3, momentum: 0.01),
        ["nn.MaxPool2d(3, stride=2, padding=1)"] = () => MaxPool2d(3, stride: 2, padding: 1),
        ["nn.GRU(3, 2, bidirectional=True, batch_first=True)"] = () => GRU(3, 2, batchFirst: true, bidirectional: true),
    };

    public static TheoryData<string> Names => [.. Golden.PyTorch.Layers.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Outputs_gradients_and_running_statistics_are_PyTorchs(string name)
    {
        using var scope = NewDisposeScope();
        Golden.Case golden = Golden.PyTorch.Layers.Single(c => c.Name == name);
        using Module layer = InTorchSharp[golden.Python]();
        layer.to(float64);
        layer.load_state_dict(golden.State!.ToDictionary(p => p.Key, p => p.Value.ToTensor().detach()), strict: golden.After!.Count == 0);
        Tensor input = golden.Inputs.Single().ToTensor();
        Tensor[] outputs = layer switch
        {
            Modules.GRU gru => gru.call(input) is var (all, last) ? [all, last] : [],
            Module<Tensor, Tensor> plain => [plain.call(input)],
            _ => throw new NotSupportedException(name),
        };
        foreach (var (output, expected) in outputs.Zip(golden.Outputs))
            expected.IsLike(output, name);
        Golden.Backward(outputs);
        golden.Inputs.Single().HasGradient(input, "input");
        foreach (var (key, expected) in golden.State!)
            expected.HasGradient(layer.get_parameter(key)!, key);
        foreach (var (key, expected) in golden.After)
            expected.IsLike(layer.get_buffer(key)!, key);
    }

    public static TheoryData<string> Beginnings => [.. Golden.PyTorch.Seeded.Select(c => c.Python)];

    [Theory, MemberData(nameof(Beginnings))]
    public void From_the_same_seed_a_layer_begins_with_PyTorchs_parameters(string python)
    {
        manual_seed(7);
        using Module layer = InTorchSharp[python]();
        var expected = Golden.PyTorch.Seeded.Single(c => c.Python == python).Parameters;
        Assert.Equal(expected.Keys, layer.named_parameters().Select(p => p.name));
        foreach (var (name, parameter) in layer.named_parameters())
            expected[name].IsLike(parameter, name);
    }

    /// <summary>Of a tensor [200, 100]: √(6/fan) is the uniform one's bound, √(2/fan) the deviation of both (He et al. 2015).</summary>
    [Fact]
    public void Kaimings_fills_have_the_spread_of_their_formula()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        Tensor uniform = init.kaiming_uniform_(empty(200, 100)), normal = init.kaiming_normal_(empty(200, 100), mode: init.FanInOut.FanOut, nonlinearity: init.NonlinearityType.ReLU);
        Assert.InRange(uniform.abs().max().item<float>(), 0.99 * Math.Sqrt(6.0 / 100), Math.Sqrt(6.0 / 100));
        Assert.Equal(1, uniform.std().item<float>() / Math.Sqrt(2.0 / 100), 0.02);
        Assert.Equal(1, normal.std().item<float>() / Math.Sqrt(2.0 / 200), 0.02);
    }
}
