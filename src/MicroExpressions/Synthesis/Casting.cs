using MicroExpressions.Annotations;

namespace MicroExpressions.Synthesis;

/// <summary>Draws the labelled expressions of a recording: how many, when, how long, which units, how strong.</summary>
internal static class Casting
{
    /// <summary>Seconds without a labelled expression between two, and at a recording's ends.</summary>
    private const double Gap = 0.7;

    /// <summary>A long video's expressions, in time order, never overlapping.</summary>
    public static List<SyntheticExpression> LongVideo(
        SyntheticSettings settings, Temperament person, string subject, string video, int frames, PortableRandom random)
    {
        var fps = settings.FramesPerSecond;
        var minutes = frames / fps / 60;
        var from = settings.Pace == SyntheticPace.CasmeSquared ? settings.Statistics.CasmeSquared : settings.Statistics.SammLongVideos;
        var (micro, macro) = (Number(settings.MicroPerMinute * minutes), Number(settings.MacroPerMinute * minutes));
        var kinds = new List<ExpressionKind>();
        for (var i = 0; i < micro + macro; i++)
            kinds.Insert(random.Below(kinds.Count + 1), i < micro ? ExpressionKind.Micro : ExpressionKind.Macro);

        // no expression longer than a fair share of the video
        var half = (int)(0.5 * fps);
        var gap = (int)(Gap * fps) + 1;
        var room = frames - 2 * gap - 1;
        var longest = Math.Max(half + 1, room / Math.Max(2, kinds.Count) - gap);
        var drawn = new List<(int Length, double ApexPosition)>();
        foreach (var kind in kinds)
        {
            var statistics = kind == ExpressionKind.Micro ? from.Micro : from.Macro;
            var (shortest, most) = kind == ExpressionKind.Micro ? (4, half) : (half + 1, longest);
            drawn.Add(Lengths(settings.Statistics, statistics, fps, Math.Max(shortest, 2), most, random));
        }

        // what is free is shared out at random between the expressions
        var free = room - drawn.Sum(d => d.Length) - gap * Math.Max(0, kinds.Count - 1);
        if (free < 0)
            throw new InputException(
                video, $"{kinds.Count} expressions in {frames} frames", "room for all of them",
                "Lower MicroPerMinute or MacroPerMinute, or lengthen the videos.");
        var cuts = kinds.Select(_ => random.Uniform()).Order().ToArray();
        var expressions = new List<SyntheticExpression>();
        var onset = 1 + gap;
        for (var i = 0; i < kinds.Count; i++)
        {
            onset += (int)((cuts[i] - (i > 0 ? cuts[i - 1] : 0)) * free);
            var sets = kinds[i] == ExpressionKind.Micro ? settings.Statistics.ActionUnits.Micro : settings.Statistics.ActionUnits.Macro;
            expressions.Add(Perform(person, subject, video, kinds[i], onset, drawn[i].Length, drawn[i].ApexPosition, fps, sets, random));
            onset += drawn[i].Length + gap;
        }
        return expressions;

        int Number(double expected) => (int)expected + (random.Chance(expected - (int)expected) ? 1 : 0);
    }

    /// <summary>A clip's one micro-expression; onset after the margin.</summary>
    public static SyntheticExpression OfClip(
        SyntheticSettings settings, Temperament person, string subject, string name, PortableRandom random)
    {
        var fps = settings.ClipFramesPerSecond;
        var (a, b) = (settings.Statistics.Casme2, settings.Statistics.Samm);
        var from = random.Chance(a.Count / (double)(a.Count + b.Count)) ? a : b;
        var (length, apex) = Lengths(settings.Statistics, from, fps, 4, (int)(0.5 * fps), random);
        var onset = 1 + (int)(settings.ClipMarginSeconds * fps);
        return Perform(person, subject, name, ExpressionKind.Micro, onset, length, apex, fps, settings.Statistics.ActionUnits.Clips, random);
    }

    /// <summary>offset − onset in frames and the apex's place between them, from the sheets' quantiles.</summary>
    private static (int Length, double ApexPosition) Lengths(
        SheetStatistics sheets, ExpressionStatistics from, double fps, int shortest, int longest, PortableRandom random)
    {
        var seconds = sheets.Quantile(from.DurationSeconds, random.Uniform());
        var apex = sheets.Quantile(from.ApexPosition, random.Uniform());
        return (Math.Clamp((int)(seconds * fps + 0.5), shortest, longest), Math.Clamp(apex, 0.1, 0.9));
    }

    private static SyntheticExpression Perform(
        Temperament person, string subject, string video, ExpressionKind kind, int onset, int length, double apexPosition, double fps,
        IReadOnlyList<ActionUnitCount> sets, PortableRandom random)
    {
        var isMicro = kind == ExpressionKind.Micro;
        var apex = onset + Math.Clamp((int)(apexPosition * length + 0.5), 1, length - 1);
        var profile = IntensityProfile.Draw(random, Seconds(onset), Seconds(apex), Seconds(onset + length), isMicro ? 0.2 : 0.5);
        var set = sets[random.Pick(sets.Select(s => (double)s.Count).ToArray())];
        var units = set.Units.Select(u => ((ActionUnit)u, random.Between(0.8, 1.15))).ToArray();
        // a micro-expression is a sixth to two fifths of what the face can do [chosen]; who shows little shows less of both
        var amplitude = isMicro
            ? random.Between(0.18, 0.42) * (0.4 + 0.6 * person.Expressiveness) : random.Between(0.6, 0.95) * person.Expressiveness;
        var interval = new ExpressionInterval(subject, video, kind, onset, apex, onset + length, fps) { ActionUnits = set.Text };
        return new SyntheticExpression(interval, amplitude, profile, units);

        // frame n, counted from 1, is taken at (n − 1)/fps
        double Seconds(int frame) => (frame - 1) / fps;
    }
}
