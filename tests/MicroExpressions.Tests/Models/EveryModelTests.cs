using MicroExpressions.Features.Weights;
using MicroExpressions.Tests.Training;
using MicroExpressions.Tests.Video;
using MicroExpressions.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

/// <summary>
/// What TorchSharp does to modules without a word: tensors that a dispose scope takes away, that a base class's registration hides, that
/// moving replaces. Each model of the kit is made inside a scope here, and all its parameters must be there and learn afterwards.
/// </summary>
[Collection(DefaultGenerator.Name)]
public sealed class EveryModelTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly OneThread small = new();

    public void Dispose()
    {
        small.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string> Models => [.. ModelSample.All.Keys];

    [Fact]
    public void No_model_is_forgotten_here() => Assert.Equal(
        typeof(InputException).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(nn.Module)) && !t.IsAbstract).Select(t => t.Name).Order(StringComparer.Ordinal),
        ModelSample.All.Keys.Select(name => name.Split(',')[0]).Distinct().Order(StringComparer.Ordinal));

    /// <summary>
    /// golden/parameters.txt was read against the papers' and torchvision's layouts. What is found lies beside the copy of it that the test
    /// reads, to be looked at and put in its place where a model was changed on purpose.
    /// </summary>
    [Fact]
    public void Parameters_and_buffers_are_those_of_the_approved_table()
    {
        var lines = new List<string>();
        foreach ((string name, ModelSample sample) in ModelSample.All)
        {
            using nn.Module model = InScope(sample);
            string[] own = Table(model);
            lines.AddRange([$"{name}: {model.parameters().Count(p => p.requires_grad)} trainable tensors, {model.parameters().Sum(p => p.numel())} numbers", .. own.Select(l => "  " + l)]);
        }
        string approved = Path.Combine(AppContext.BaseDirectory, "Models", "golden", "parameters.txt");
        File.WriteAllLines(approved + ".found", lines);
        Assert.Equal(File.ReadAllLines(approved), lines);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Made_in_a_scope_each_parameter_gets_a_gradient(string name)
    {
        ModelSample sample = ModelSample.All[name];
        using nn.Module model = InScope(sample);
        AssertLearns(sample, model);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Written_and_read_into_another_it_says_the_same_and_learns(string name)
    {
        ModelSample sample = ModelSample.All[name];
        using nn.Module first = InScope(sample), second = InScope(sample);
        SafeTensors.Write(folder["model.safetensors"], first.state_dict());
        using (NewDisposeScope())
        using (StateDict weights = StateDict.Read(folder["model.safetensors"]))
            new WeightMapping(name, [], "a test").Load(weights, second);
        Assert.Equal(Bits(first), Bits(second));
        Assert.Equal(Said(sample, first), Said(sample, second));
        AssertLearns(sample, second);
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Moved_to_double_and_back_it_says_the_same_and_learns(string name)
    {
        ModelSample sample = ModelSample.All[name];
        using nn.Module model = InScope(sample);
        (string[] table, float[] bits, float[] said) = (Table(model), Bits(model), Said(sample, model));
        using (NewDisposeScope())
            model.to(float64).to(float32).to(CPU);
        Assert.Equal(table, Table(model));
        Assert.Equal(bits, Bits(model));
        Assert.Equal(said, Said(sample, model));
        AssertLearns(sample, model);
    }

    private static nn.Module InScope(ModelSample sample)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        nn.Module model = sample.Make();
        model.eval();       // no dropout, so that what it says can be compared
        return model;
    }

    private static void AssertLearns(ModelSample sample, nn.Module model)
    {
        if (sample.Says is null)
        {
            Assert.Empty(model.parameters());
            return;
        }
        using var scope = NewDisposeScope();
        model.zero_grad();
        Tensor said = sample.Says(model);
        if (!model.parameters().Any())
            return;
        (said * FormulaWeights.Wave(said.shape, 1.1)).sum().backward();
        foreach (var (parameter, value) in model.named_parameters())
        {
            bool learns = value.grad is Tensor gradient && gradient.isfinite().all().item<bool>() && gradient.abs().max().item<float>() > 0;
            bool unused = sample.Untrained is var (beginning, _) && parameter.StartsWith(beginning, StringComparison.Ordinal);
            Assert.True(learns != unused, $"{parameter} {(unused ? "should not" : "does not")} get a gradient");
        }
    }

    private static float[] Said(ModelSample sample, nn.Module model)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        return sample.Says is null ? [] : sample.Says(model).contiguous().data<float>().ToArray();
    }

    private static string[] Table(nn.Module model) => [.. model.state_dict().Select(t => $"{t.Key} {t.Value.dtype} [{string.Join(", ", t.Value.shape)}]").Order(StringComparer.Ordinal)];

    private static float[] Bits(nn.Module model)
    {
        using var scope = NewDisposeScope();
        return [.. model.state_dict().OrderBy(t => t.Key, StringComparer.Ordinal).SelectMany(t => t.Value.detach().to(float32).contiguous().data<float>().ToArray())];
    }
}
