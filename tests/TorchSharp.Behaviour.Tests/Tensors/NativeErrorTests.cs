using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace SystemTorch.Tests.Tensors;

public sealed class NativeErrorTests : IDisposable
{
    private readonly DisposeScope scope = NewDisposeScope();

    public void Dispose() => scope.Dispose();

    [Fact]
    public void Matmul_of_shapes_that_do_not_fit_is_an_exception()
    {
        var error = Assert.Throws<ExternalException>(() => zeros(2, 3).matmul(zeros(2, 3)));
        Assert.Contains("2x3", error.Message);
    }

    [Fact]
    public void Work_goes_on_after_an_error()
    {
        Assert.Throws<ExternalException>(() => zeros(2) + zeros(3));
        Assert.Equal([2f, 2f], (ones(2) + ones(2)).data<float>().ToArray());
    }

    [Fact]
    public void An_in_place_operator_on_a_leaf_is_an_exception() =>
        Assert.Throws<ExternalException>(() => ones(2).requires_grad_().add_(1));

    [Fact]
    public void Integers_have_no_gradient() => Assert.Throws<ExternalException>(() => arange(3).requires_grad_());

    [Fact]
    public void An_impossible_reshape_is_an_exception() => Assert.Throws<ExternalException>(() => zeros(6).reshape(4, 2));

    [Fact]
    public void A_missing_PyTorch_file_is_an_exception() => Assert.Throws<ExternalException>(() => load("/no/such/file.pt"));

    [Fact]
    public void Errors_on_two_threads_do_not_mix()
    {
        string[] messages = new string[2];
        var threads = Enumerable.Range(0, 2).Select(k => new Thread(() =>
        {
            for (int i = 0; i < 50; i++)
                messages[k] = Assert.Throws<ExternalException>(() => zeros(k + 2, 9).matmul(zeros(k + 2, 9))).Message;
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.Contains("2x9", messages[0]);
        Assert.Contains("3x9", messages[1]);
    }
}
