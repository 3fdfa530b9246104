using MicroExpressions.Spotting;

namespace MicroExpressions.Methods.Zhao;

/// <summary>
/// Constants of Zhao et al., "Rethinking Optical Flow Methods for Micro-Expression Spotting" (MM 2022), as its public code sets them for
/// CAS(ME)² (found there by Bayesian search): He et al.'s but for the brows.
/// </summary>
public sealed record ZhaoSettings : MovementRules
{
    /// <summary>The published constants.</summary>
    public ZhaoSettings() => AboveNear = 1.8;
}
