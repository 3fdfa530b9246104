namespace MicroExpressions.Training;

/// <summary>How a model is trained: Adam on batches in a seeded order.</summary>
public sealed record TrainingSettings
{
    /// <summary>Optimiser steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Examples in a batch [paper, both: 8].</summary>
    public int BatchSize { get; init; } = 8;

    /// <summary>Adam's learning rate [chosen for intensity: 1e-4, docs/method.md §2 "Training the curve"].</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Added to the gradient, times the parameter.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Decides initial weights, the order of the examples, dropout and augmentation.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>Steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 100;
}
