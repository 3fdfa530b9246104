using System.Text.Json.Serialization;
using MicroExpressions.Features;

namespace MicroExpressions.Models;

/// <summary>Widths and rates of <see cref="ExpressionSpotter"/>. Defaults are docs/method.md §1 "Model".</summary>
public sealed record SpotterSettings
{
    /// <summary>Numbers a snippet in F^r [paper: I3D's 1024; <see cref="HoofExtractor"/> has 576].</summary>
    public int RgbDimension { get; init; } = 1024;

    /// <summary>Numbers a snippet in F^f [paper: I3D's 1024; <see cref="HoofExtractor"/> has 576].</summary>
    public int FlowDimension { get; init; } = 1024;

    /// <summary>Width that both modalities are projected to first; null for none [paper]. With it every other width shrinks in proportion [ours].</summary>
    public int? Projection { get; init; }

    /// <summary>Whether each video's features are brought to a scale of its own first, <see cref="Models.VideoScaling"/> [ours: features other than I3D's gain by it].</summary>
    public bool VideoScaling { get; init; }

    /// <summary>Dropout inside the gate [source CO2-Net: 0.5].</summary>
    public double GateDropout { get; init; } = 0.5;

    /// <summary>Dropout inside the attention [source CO2-Net: 0.5].</summary>
    public double AttentionDropout { get; init; } = 0.5;

    /// <summary>Dropout between the attention's last layer and its sigmoid [chosen: 0; source CO2-Net has 0.5].</summary>
    public double AttentionScoreDropout { get; init; }

    /// <summary>Dropout around the fusion [source CO2-Net: 0.7].</summary>
    public double FusionDropout { get; init; } = 0.7;

    /// <summary>Slope of the leaky rectifiers below 0 [source CO2-Net: 0.2].</summary>
    public double LeakySlope { get; init; } = 0.2;

    /// <summary>The width that makes a paper-scale row feasible on two cores: features projected to 256 [ours].</summary>
    public SpotterSettings Compact() => this with { Projection = 256 };

    /// <summary>Features projected to that share of their width, which a gate must keep; every other width follows [ours].</summary>
    /// <param name="share">of this width, in (0, 1]</param>
    public SpotterSettings Narrowed(double share) => this with { Projection = 2 * Math.Max(1, (int)(share * Width / 2)) };

    /// <summary>Width of one modality inside the model.</summary>
    public int Width => Projection ?? RgbDimension;

    /// <summary>D: width of the fused features x, twice a modality's [source CO2-Net: 2048].</summary>
    public int FusedWidth => 2 * Width;

    /// <exception cref="InputException">the modalities have different widths and no projection, or a width is odd or not positive</exception>
    internal SpotterSettings Checked()
    {
        if (Projection is null && RgbDimension != FlowDimension)
            throw new InputException(
                "spotter settings", $"{RgbDimension} numbers a snippet of appearance and {FlowDimension} of motion", "the same number, or a projection",
                "Set Projection, for instance to 256 (Compact).");
        if (RgbDimension < 1 || FlowDimension < 1 || Width < 2 || Width % 2 != 0)
            throw new InputException("spotter settings", $"widths {RgbDimension}, {FlowDimension}, {Width}", "positive, the inner one even", "Correct the settings.");
        return this;
    }
}
