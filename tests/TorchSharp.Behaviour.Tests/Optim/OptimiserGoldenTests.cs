using SystemTorch.Tests.NN;
using SystemTorch.Tests.Operators;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Optim;

/// <summary>The path of parameters under given gradients, step by step, beside PyTorch's: golden/nn.json, made by golden/make_nn_golden.py.</summary>
public class OptimiserGoldenTests
{
    public static TheoryData<string> Names => [.. NNGolden.PyTorch.Optimisers.Select(c => c.Name)];

    [Fact]
    public void The_table_and_the_golden_file_hold_the_same_optimisers() =>
        Assert.Equal(NNGolden.PyTorch.Optimisers.Select(c => c.Name).Order(), OptimiserTable.Cases.Keys.Order());

    [Theory, MemberData(nameof(Names))]
    public void Every_step_equals_that_of_PyTorch(string name) => new Path(name, float64).Walk(0, 7, 1e-9);

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_stays_within_1e_6(string name) => new Path(name, float32).Walk(0, 7, 1e-6);

    [Theory, MemberData(nameof(Names))]
    public void Parameters_that_do_not_lie_in_one_piece_take_the_same_path(string name) => new Path(name, float32, transposed: true).Walk(0, 7, 1e-6);

    [Theory, MemberData(nameof(Names))]
    public void A_state_saved_and_loaded_goes_on_the_same_way(string name)
    {
        var first = new Path(name, float64);
        first.Walk(0, 4, 1e-9);
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file, System.Text.Encoding.UTF8, leaveOpen: true)) first.Optimizer.save_state_dict(writer);
        file.Position = 0;

        var second = new Path(name, float64);
        second.Take(first.Parameters);
        second.Optimizer.load_state_dict(new BinaryReader(file));
        second.Walk(4, 7, 1e-9);
    }

    [Theory, MemberData(nameof(Names))]
    public void A_state_handed_over_goes_on_the_same_way(string name)
    {
        var first = new Path(name, float64);
        first.Walk(0, 4, 1e-9);
        var second = new Path(name, float64);
        // a buffer that has not begun cannot be handed over in TorchSharp
        if (name == "SGD") return;
        second.Walk(0, 1, 1e-9);
        second.Take(first.Parameters);
        second.Optimizer.load_state_dict(first.Optimizer.state_dict());
        second.Walk(4, 7, 1e-9);
        Assert.All(first.Optimizer.state_dict().State.Zip(second.Optimizer.state_dict().State), pair => Assert.False(ReferenceEquals(pair.First, pair.Second)));
    }

    private sealed class Path
    {
        private readonly OptimiserCase golden;
        private readonly ScalarType type;

        public Path(string name, ScalarType type, bool transposed = false)
        {
            this.type = type;
            golden = NNGolden.PyTorch.Optimisers.Single(c => c.Name == name);
            Parameters = [.. golden.Start.Select(start => Made(start, transposed))];
            Optimizer = (OptimizerHelper)OptimiserTable.Cases[name](Parameters[..2], Parameters[2..]);
        }

        public Parameter[] Parameters { get; }
        public OptimizerHelper Optimizer { get; }

        private Parameter Made(GoldenTensor start, bool transposed)
        {
            var values = As(start);
            return new Parameter(transposed && values.dim() == 2 ? values.t().contiguous().t() : values);
        }

        private Tensor As(GoldenTensor values) => tensor(values.Data, values.Shape, dtype: type);

        public void Take(Parameter[] from)
        {
            using var untracked = no_grad();
            foreach (var (own, other) in Parameters.Zip(from)) own.copy_(other);
        }

        public void Walk(int from, int to, double tolerance)
        {
            for (var step = from; step < to; step++)
            {
                foreach (var (parameter, gradient) in Parameters.Zip(golden.Steps[step].Gradients))
                    parameter.grad = gradient is null ? null : As(gradient);
                Optimizer.step();
                for (var i = 0; i < Parameters.Length; i++)
                    GoldenTensor.AreClose(golden.Steps[step].Parameters[i].Data, Parameters[i], $"{golden.Name}: parameter {i} after step {step}", tolerance);
            }
        }
    }
}
