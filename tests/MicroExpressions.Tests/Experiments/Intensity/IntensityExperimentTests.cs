using MicroExpressions.Experiments.Intensity;
using MicroExpressions.Features;
using MicroExpressions.PseudoLabels;

namespace MicroExpressions.Tests.Experiments.Intensity;

public class IntensityExperimentTests
{
    [Fact]
    public void Whatever_decides_the_result_changes_the_folder_and_the_name_does_not()
    {
        var start = new IntensityExperiment();
        IntensityExperiment[] others =
        [
            start with { Data = "x" }, start with { Temporal = false }, start with { Hidden = 64 }, start with { Shape = new GaussianShape() },
            start with { Shape = new GaussianShape { Sigma = 0.3 } }, start with { Loss = start.Loss with { Smoothness = 0 } },
            start with { Training = start.Training with { Seed = 2 } }, start with { Encoder = start.Encoder with { Frozen = true } },
            start with { Split = IntensitySplit.LeakyClipwise },
            start with { Encoder = new() { RandomWeights = true } }, start with { Encoder = new() { WeightsSha256 = "torchvision's" } }, start with { Encoder = new() { ChangeSinceOnset = true } },
        ];
        Assert.Equal(others.Length + 1, others.Append(start).Select(e => e.Hash).Distinct().Count());
        Assert.Equal(start.Hash, (start with { Name = "another name" }).Hash);
    }

    [Fact]
    public void The_defaults_are_the_papers()
    {
        var paper = new IntensityExperiment();
        Assert.IsType<TriangularShape>(paper.Shape);
        Assert.Equal((8, 1e-4, 128), (paper.Training.BatchSize, paper.Training.LearningRate, paper.Hidden));
        Assert.False(paper.Encoder.Frozen || paper.Encoder.RandomWeights || paper.Encoder.ChangeSinceOnset);
        Assert.Equal(IntensitySplit.LeaveOneSubjectOut, paper.Split);
    }
}
