namespace MicroExpressions.Synthesis;

/// <summary>One person of the corpus: a face, its light, its way of moving.</summary>
public sealed class SyntheticSubject
{
    private readonly Lazy<FaceRenderer> renderer;

    internal SyntheticSubject(SyntheticSettings settings, int number)
    {
        Name = $"s{number:00}";
        Number = number;
        Seed = (uint)new PortableRandom(settings.Seed, number).Next();
        var face = FaceGeometry.Draw(new PortableRandom(Seed, 1));
        var palette = FacePalette.Draw(new PortableRandom(Seed, 2));
        var light = Lighting.Draw(new PortableRandom(Seed, 3), palette);
        Temperament = Temperament.Draw(new PortableRandom(Seed, 5));
        renderer = new Lazy<FaceRenderer>(() => new FaceRenderer(face, palette, light, Seed, settings.Size));
    }

    /// <summary><c>s01</c>, <c>s02</c>, …</summary>
    public string Name { get; }

    internal int Number { get; }

    internal uint Seed { get; }

    internal Temperament Temperament { get; }

    /// <summary>Painted when the first picture is asked for.</summary>
    internal FaceRenderer Renderer => renderer.Value;
}
