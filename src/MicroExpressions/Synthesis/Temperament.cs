namespace MicroExpressions.Synthesis;

/// <summary>How a person behaves before the camera. Ranges [chosen] so that some hardly move and some never sit still.</summary>
/// <param name="Expressiveness">the strength of their macro-expressions</param>
/// <param name="Restlessness">how far the head wanders, 1 = clearly</param>
/// <param name="BlinksPerMinute">blinks; adults watching a screen blink 5 to 25 times</param>
/// <param name="TalksPerMinute">bursts of speech-like mouth movement</param>
/// <param name="ShiftsPerMinute">changes of posture</param>
/// <param name="Tone">how much the resting face varies</param>
internal sealed record Temperament(
    double Expressiveness, double Restlessness, double BlinksPerMinute, double TalksPerMinute, double ShiftsPerMinute, double Tone)
{
    /// <summary>Draws a person's behaviour.</summary>
    public static Temperament Draw(PortableRandom random)
    {
        var calm = random.Uniform();
        return new Temperament(
            random.Between(0.75, 1.05),
            0.12 + 0.9 * calm * calm,
            random.Between(6, 24),
            random.Chance(0.35) ? 0 : random.Between(0.5, 2.5),
            random.Between(0.5, 3.5),
            random.Between(0.2, 1));
    }
}
