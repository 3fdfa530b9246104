using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Behaviour.Tests;

/// <summary>Adam, the kit's one optimiser: its path beside PyTorch's, and its state in a file.</summary>
[Collection(nameof(Alone))]
public class OptimiserTests
{
    public static TheoryData<string> Names => [.. Golden.PyTorch.Optimisers.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Every_step_is_PyTorchs(string name) => new Path(name).Walk(0, 7);

    [Theory, MemberData(nameof(Names))]
    public void A_state_saved_and_loaded_goes_on_the_same_way(string name)
    {
        var first = new Path(name);
        first.Walk(0, 4);
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true))
            first.Adam.save_state_dict(writer);
        file.Position = 0;

        var second = new Path(name);
        using (no_grad())
            foreach (var (own, other) in second.Parameters.Zip(first.Parameters))
                own.copy_(other);
        second.Adam.load_state_dict(new BinaryReader(file));
        second.Walk(4, 7);
    }

    [Fact]
    public void Zeroing_sets_gradients_to_zero_and_leaves_missing_ones_missing()
    {
        using var scope = NewDisposeScope();
        Parameter a = new(ones(2)), b = new(ones(1));
        a.grad = tensor(new[] { 5f, 6 });
        using var adam = optim.Adam([a, b]);
        adam.zero_grad();
        Assert.Equal([0, 0], a.grad!.data<float>().ToArray());
        Assert.Null(b.grad);
    }

    [Fact]
    public void A_state_of_another_shape_is_refused()
    {
        using var scope = NewDisposeScope();
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        Stepped(ones(2)).save_state_dict(writer);
        file.Position = 0;
        Assert.ThrowsAny<Exception>(() => Stepped(ones(3)).load_state_dict(new BinaryReader(file)));

        static OptimizerHelper Stepped(Tensor start)
        {
            var parameter = new Parameter(start);
            parameter.grad = ones_like(parameter);
            var adam = optim.Adam([parameter]);
            adam.step();
            return adam;
        }
    }

    private sealed class Path
    {
        private readonly Golden.Path golden;

        public Path(string name)
        {
            golden = Golden.PyTorch.Optimisers.Single(c => c.Name == name);
            Parameters = [.. golden.Start.Select(start => new Parameter(start.ToTensor()))];
            Adam = optim.Adam(Parameters, lr: 0.05, weight_decay: name == "Adam" ? 0 : 0.1);
        }

        public Parameter[] Parameters { get; }

        public OptimizerHelper Adam { get; }

        public void Walk(int from, int to)
        {
            foreach (Golden.Step step in golden.Steps[from..to])
            {
                foreach (var (parameter, gradient) in Parameters.Zip(step.Gradients))
                    parameter.grad = gradient?.ToTensor();
                Adam.step();
                foreach (var (parameter, expected) in Parameters.Zip(step.Parameters))
                    expected.IsLike(parameter, golden.Name);
            }
        }
    }
}
