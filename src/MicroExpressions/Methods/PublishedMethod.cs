using MicroExpressions.Training;

namespace MicroExpressions.Methods;

/// <summary>What a method is given of a video.</summary>
public enum MethodInput
{
    /// <summary>Two feature vectors a snippet, appearance and motion: I3D's in the papers.</summary>
    Snippets,

    /// <summary>The pictures, or what the method itself makes of them.</summary>
    Frames,
}

/// <summary>Where a method comes from, and what its authors give.</summary>
/// <param name="Id">as a command takes it: <c>ham-net</c></param>
/// <param name="Name">as papers call it; the printed rows of Tables IX–XI have this name where they have the method</param>
/// <param name="Year">of the publication</param>
/// <param name="Citation">authors, title, venue</param>
/// <param name="Supervision">what it learns from; null: it learns nothing</param>
/// <param name="Input">what it looks at</param>
/// <param name="Code">the authors' repository with its licence, or that there is none</param>
public sealed record PublishedMethod(string Id, string Name, int Year, string Citation, Supervision? Supervision, MethodInput Input, string Code)
{
    /// <summary>What had to be guessed, where the publication does not tell how it is done; empty for a method that is known in full.</summary>
    public string Reconstructed { get; init; } = "";
}
