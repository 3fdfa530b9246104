namespace MicroExpressions.Flow;

/// <summary>
/// The eight-bit flow that the published I3D features were made from [source: LGSNet]: clipped to ±bound, mapped to 0..255, and
/// brought to −1..1 for the network. Only for that purpose: a step is 0.12 pixel at a bound of 15, more than many micro-expressions
/// move; everywhere else the flow stays in float.
/// </summary>
public sealed record LabFlowEncoding
{
    /// <summary>Largest motion kept, in pixels a frame: 15 [source: LGSNet], or 20 (I3D's own training) [docs/method.md §1 "Features"].</summary>
    public float Bound { get; init; } = 15;

    /// <summary><c>round(255·(clip(flow, −b, b) + b) / 2b)</c>, halves to even.</summary>
    /// <param name="flow">one component, in pixels a frame</param>
    public byte Encode(float flow) => (byte)MathF.Round((Math.Clamp(flow, -Bound, Bound) + Bound) * (255 / (2 * Bound)));

    /// <summary><c>2·code/255 − 1</c>: what the network sees.</summary>
    public static float NetworkInput(byte code) => code * (2f / 255) - 1;

    /// <summary>One component of a flow as the network sees it, quantised on the way.</summary>
    /// <param name="component"><c>[height, width]</c>, in pixels a frame</param>
    /// <returns><c>[height, width]</c>, −1..1</returns>
    public float[] NetworkInput(ReadOnlySpan<float> component)
    {
        var input = new float[component.Length];
        for (int i = 0; i < input.Length; i++)
            input[i] = NetworkInput(Encode(component[i]));
        return input;
    }
}
