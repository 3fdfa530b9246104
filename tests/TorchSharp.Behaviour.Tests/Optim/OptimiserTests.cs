using SystemTorch.Tests.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Optim;

[Collection(nameof(Alone))]
public class OptimiserTests
{
    private static Parameter Given(params float[] values) => new(tensor(values));

    [Fact]
    public void Zeroing_sets_gradients_to_zero_and_leaves_missing_ones_missing()
    {
        var (a, b) = (Given(1, 2), Given(3));
        a.grad = tensor(new[] { 5f, 6 });
        using var optimizer = optim.SGD([a, b], 0.1);
        optimizer.zero_grad();
        Assert.Equal([0, 0], a.grad!.data<float>().ToArray());
        Assert.Null(b.grad);
    }

    [Fact]
    public void A_closure_computes_the_loss_with_gradients_and_its_value_comes_back()
    {
        using var scope = NewDisposeScope();
        var p = Given(3);
        var optimizer = optim.SGD([p], 0.1);
        using var untracked = no_grad();
        var loss = optimizer.step(() =>
        {
            var value = p.pow(2).sum();
            value.backward();
            return value;
        });
        Assert.Equal(9, loss!.item<float>());
        Assert.Equal(2.4f, p.item<float>(), 1e-6f);
    }

    [Fact]
    public void Without_a_closure_there_is_no_loss() => Assert.Null(optim.Adam([Given(1)]).step());

    [Fact]
    public void Groups_begin_with_the_rates_they_name_and_others_with_the_optimisers()
    {
        var optimizer = optim.AdamW(
            [new AdamW.ParamGroup([Given(1)], lr: 0.5), new AdamW.ParamGroup { Parameters = [Given(2)] }], lr: 0.01);
        Assert.Equal([0.5, 0.01], optimizer.ParamGroups.Select(group => group.LearningRate));
        Assert.Equal([0.5, 0.01], optimizer.ParamGroups.Select(group => group.InitialLearningRate));
        Assert.Equal(2, optimizer.parameters().Count());
    }

    [Fact]
    public void A_changed_rate_takes_effect_at_once()
    {
        var p = Given(1);
        p.grad = tensor(new[] { 1f });
        var optimizer = optim.SGD([p], 0.1);
        foreach (var group in optimizer.ParamGroups) group.LearningRate = 0.5;
        optimizer.step();
        Assert.Equal(0.5f, p.item<float>());
    }

    [Fact]
    public void Named_parameters_are_taken_as_well_as_parameters_and_groups_later()
    {
        using var layer = nn.Linear(2, 1);
        var optimizer = optim.Adam(layer.named_parameters(), lr: 0.1);
        var late = Given(1);
        late.grad = tensor(new[] { 1f });
        optimizer.add_param_group(new Adam.ParamGroup([late], new Adam.Options { LearningRate = 0.25 }));
        optimizer.step();
        Assert.Equal(3, optimizer.parameters().Count());
        Assert.Equal(0.75f, late.item<float>(), 1e-6f);
    }

    [Fact]
    public void Impossible_settings_are_refused()
    {
        Parameter[] p = [Given(1)];
        Assert.Throws<ArgumentException>(() => optim.Adam(p, lr: -1));
        Assert.Throws<ArgumentException>(() => optim.Adam(p, beta1: 1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(p, eps: -1));
        Assert.Throws<ArgumentException>(() => optim.AdamW(p, weight_decay: -0.1));
        Assert.Throws<ArgumentException>(() => optim.SGD(p, -0.1));
        Assert.Throws<ArgumentException>(() => optim.SGD(p, 0.1, nesterov: true));
        Assert.Throws<ArgumentException>(() => optim.RMSProp(p, alpha: -1));
    }

    [Fact]
    public void A_state_of_another_optimiser_or_model_is_refused()
    {
        static byte[] Saved(OptimizerHelper optimizer)
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            optimizer.save_state_dict(writer);
            return stream.ToArray();
        }
        static void Load(OptimizerHelper optimizer, byte[] bytes) => optimizer.load_state_dict(new BinaryReader(new MemoryStream(bytes)));

        var adam = Saved(optim.Adam([Given(1)]));
        Assert.Throws<InvalidDataException>(() => Load(optim.SGD([Given(1)], 0.1), adam));
        Assert.Throws<ArgumentException>(() => Load(optim.Adam([Given(1), Given(2)]), adam));
        Assert.Throws<ArgumentException>(() => Load(optim.Adam([Given(1, 2)]), adam));
        Assert.ThrowsAny<Exception>(() => Load(optim.Adam([Given(1)]), adam[..^3]));
    }

    [Fact]
    public void Loading_brings_back_rates_and_settings()
    {
        var from = optim.Adam([Given(1)], lr: 0.5, beta1: 0.7);
        var to = optim.Adam([Given(1)], lr: 0.1);
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            from.save_state_dict(path);
            to.load_state_dict(path);
        }
        finally
        {
            File.Delete(path);
        }
        Assert.Equal(0.5, to.ParamGroups.Single().LearningRate);
        Assert.Equal((0.7, 0.999), ((Adam.ParamGroup)to.ParamGroups.Single()).Betas);
    }

    [Fact]
    public void Training_leaves_no_tensor_behind_and_learns()
    {
        manual_seed(1);
        using var net = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 1));
        using var optimizer = optim.Adam(net.parameters(), lr: 0.01);
        using var scope = NewDisposeScope();
        var x = randn(64, 4);
        var y = x.sum(dim: 1, keepdim: true);

        double Step()
        {
            using var step = NewDisposeScope();
            optimizer.zero_grad();
            var loss = nn.functional.mse_loss(net.call(x), y);
            loss.backward();
            nn.utils.clip_grad_norm_(net.parameters(), 1);
            optimizer.step();
            return loss.item<float>();
        }

        var first = Step();
        var before = LiveTensors.Count();
        var last = 0.0;
        for (var i = 0; i < 300; i++) last = Step();
        Assert.Equal(before, LiveTensors.Count());
        Assert.True(last < first / 50, $"loss {first} fell to {last} only");
    }
}
