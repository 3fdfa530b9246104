using MicroExpressions.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace MicroExpressions.Tests.Models;

public class TrajectoryHeadTests
{
    [Fact]
    public void Eq06_curve_and_gradient_are_PyTorchs_on_the_same_weights()
    {
        using var scope = NewDisposeScope();
        using var head = new TrajectoryHead(6, 4);
        IntensityGolden.AssertShapes(IntensityGolden.Values.HeadShapes, head);
        FormulaWeights.SetTo(head);
        Tensor z = FormulaWeights.Wave([2, 5, 6], 0.25).requires_grad_();
        Tensor curve = head.call(z);
        (curve * FormulaWeights.Wave([2, 5], 3)).sum().backward();
        IntensityGolden.AssertClose(IntensityGolden.Values.Curve, curve.flatten(), 1e-5);
        IntensityGolden.AssertClose(IntensityGolden.Values.ZGradient, z.grad!.flatten(), 1e-5);
    }

    [Fact]
    public void Eq05_the_first_point_knows_the_last_frame_and_the_last_point_the_first()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var head = new TrajectoryHead(3, 4);
        Tensor z = zeros(2, 7, 3);
        z[0, 6] = ones(3);      // clips differ in the last frame only
        Tensor hidden = head.Hidden(z);
        Assert.Equal(8, hidden.shape[2]);
        Assert.True((hidden[0, 0] - hidden[1, 0]).abs().max().item<float>() > 1e-6);
        z[0, 6] = zeros(3);
        z[0, 0] = ones(3);
        hidden = head.Hidden(z);
        Assert.True((hidden[0, 6] - hidden[1, 6]).abs().max().item<float>() > 1e-6);
    }

    [Fact]
    public void Made_inside_a_scope_the_GRU_is_trained_after_it()
    {
        TrajectoryHead head;
        using (NewDisposeScope())
            head = new TrajectoryHead(3, 2);
        using (head)
        using (NewDisposeScope())
        {
            head.call(FormulaWeights.Wave([2, 5, 3], 0.25)).sum().backward();
            Assert.Equal(10, head.named_parameters().Count());      // 4 of each direction, weight and bias of the regressor
            Assert.All(head.named_parameters(), p => Assert.True(p.parameter.grad is Tensor gradient && gradient.abs().sum().item<float>() > 0, p.name));
        }
    }
}
