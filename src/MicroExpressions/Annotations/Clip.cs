namespace MicroExpressions.Annotations;

/// <summary>One labelled movement cut out for intensity estimation: onset, apex, offset in the clip's own frame numbers.</summary>
/// <param name="Subject">the person (<c>sub01</c>, <c>006</c>)</param>
/// <param name="Name">the clip's folder name (<c>EP02_01f</c>, <c>006_1_2</c>)</param>
/// <param name="Onset">o: first frame of the movement</param>
/// <param name="Apex">a: frame of the largest movement</param>
/// <param name="Offset">f: last frame of the movement</param>
/// <param name="FramesPerSecond">the clip's rate</param>
public sealed record Clip(string Subject, string Name, int Onset, int Apex, int Offset, double FramesPerSecond)
{
    /// <summary>FACS action units as written in the sheet; empty where the sheet has none.</summary>
    public string ActionUnits { get; init; } = "";

    /// <summary>Emotion label as written in the sheet; empty where the sheet has none.</summary>
    public string Emotion { get; init; } = "";

    /// <summary>Eq. (2) of the intensity paper: <c>α = (a − o)/(f − o)</c>, the apex's place between onset and offset.</summary>
    [PaperEquation("Intensity", 2)]
    public double ApexPosition => (Apex - Onset) / (double)(Offset - Onset);
}
