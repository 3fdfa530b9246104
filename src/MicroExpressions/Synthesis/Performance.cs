namespace MicroExpressions.Synthesis;

/// <summary>
/// All that happens in one recording, as a function of time: the labelled expressions and, unlabelled, what disturbs in
/// real data: blinks, gaze, speech, changes of posture, drift, a changing resting face, flickering light.
/// </summary>
internal sealed class Performance
{
    private readonly IReadOnlyList<SyntheticExpression> expressions;
    private readonly Temperament person;
    private readonly double disturbance;
    private readonly uint seed;
    private readonly List<(double Start, double Close, double Open, double Depth)> blinks = [];
    private readonly List<(double Start, double X, double Y)> fixations = [];
    private readonly List<(double Start, double Length, double Strength)> talks = [];
    private readonly List<(double Start, double Length, double X, double Y, double Yaw, double Pitch, double Roll)> shifts = [];

    /// <param name="expressions">what is labelled</param>
    /// <param name="person">how the subject behaves</param>
    /// <param name="seconds">the recording's length</param>
    /// <param name="disturbance">share of the normal disturbances</param>
    /// <param name="random">this recording's numbers</param>
    public Performance(
        IReadOnlyList<SyntheticExpression> expressions, Temperament person, double seconds, double disturbance, PortableRandom random)
    {
        (this.expressions, this.person, this.disturbance) = (expressions, person, disturbance);
        seed = (uint)random.Next();
        if (disturbance == 0)
            return;
        foreach (var start in Times(person.BlinksPerMinute * disturbance, 0.5))
            blinks.Add((start, random.Between(0.07, 0.11), random.Between(0.13, 0.24), random.Chance(0.15) ? random.Between(0.5, 0.8) : 1));
        foreach (var start in Times(28, 0.2))
            fixations.Add((start, 0.75 * random.Normal() / 2, 0.6 * random.Normal() / 2));
        foreach (var start in Times(person.TalksPerMinute * disturbance, 3))
            talks.Add((start, random.Between(0.8, 2.6), random.Between(0.5, 1)));
        foreach (var start in Times(person.ShiftsPerMinute * disturbance, 2))
            Shift(start, random.Between(0.5, 1.4), 1);
        // some people move the head as they laugh or frown
        foreach (var expression in expressions)
            if (random.Chance(0.3))
                Shift(expression.Profile.Onset + random.Between(-0.2, 0.2), random.Between(0.4, 0.9), 0.6 * expression.Amplitude);

        List<double> Times(double perMinute, double apart)
        {
            var times = new List<double>();
            if (perMinute <= 0)
                return times;
            // waiting times: uniform around the mean, never under the least distance
            var mean = 60 / perMinute;
            for (var t = mean * random.Uniform(); t < seconds; t += Math.Max(apart, mean * random.Between(0.3, 1.7)))
                times.Add(t);
            return times;
        }

        void Shift(double start, double length, double strength)
        {
            var s = strength * (0.35 + 0.65 * person.Restlessness);
            shifts.Add((start, length, s * 0.035 * random.Normal(), s * 0.03 * random.Normal(),
                s * 0.04 * random.Normal(), s * 0.035 * random.Normal(), s * 0.015 * random.Normal()));
        }
    }

    /// <summary>True intensity: the strength of the labelled expression at a time, 0 where there is none.</summary>
    public double Intensity(double seconds)
    {
        var sum = 0.0;
        foreach (var expression in expressions)
            sum += expression.IntensityAt(seconds);
        return sum;
    }

    /// <summary>The head at a time.</summary>
    public FaceState At(double t)
    {
        var state = new FaceState();
        RestingFace(t, state);
        foreach (var expression in expressions)
        {
            var intensity = expression.IntensityAt(t);
            if (intensity == 0)
                continue;
            foreach (var (unit, share) in expression.Units)
                state[unit] += (float)(intensity * share);
        }
        if (disturbance == 0)
            return state;
        HeadAndLight(t, state);
        Eyes(t, state);
        Speech(t, state);
        return state;
    }

    private void RestingFace(double t, FaceState state)
    {
        var tone = 0.07 * person.Tone * disturbance;
        state[ActionUnit.BrowLowerer] += (float)(tone * Math.Max(0, Noise.Wander(t * 0.16, seed + 1)));
        state[ActionUnit.LipCornerPuller] += (float)(tone * Math.Max(0, Noise.Wander(t * 0.13, seed + 2)));
        state[ActionUnit.LipPressor] += (float)(2 * tone * Math.Max(0, Noise.Wander(t * 0.18, seed + 3)));
        state[ActionUnit.LidTightener] += (float)(2 * tone * Math.Max(0, Noise.Wander(t * 0.2, seed + 4)));
    }

    private void HeadAndLight(double t, FaceState state)
    {
        var drift = person.Restlessness * disturbance;
        var (x, y) = (drift * 0.055 * Noise.Wander(t * 0.11, seed + 10), drift * 0.045 * Noise.Wander(t * 0.12, seed + 11));
        var (yaw, pitch) = (drift * 0.045 * Noise.Wander(t * 0.14, seed + 12), drift * 0.04 * Noise.Wander(t * 0.15, seed + 13));
        var roll = drift * 0.025 * Noise.Wander(t * 0.1, seed + 14);
        // breathing and tremor stay even in those who sit still
        y += disturbance * 0.004 * Noise.Wander(t * 0.55, seed + 15);
        x += disturbance * 0.0022 * Noise.Wander(t * 3.1, seed + 16);
        y += disturbance * 0.0022 * Noise.Wander(t * 2.9, seed + 17);
        foreach (var shift in shifts)
        {
            var u = Math.Clamp((t - shift.Start) / shift.Length, 0, 1);
            var moved = u * u * u * (u * (u * 6 - 15) + 10);
            // the head comes back within some seconds: nobody leaves the picture
            var back = Math.Clamp((t - shift.Start - shift.Length) / 6, 0, 1);
            moved *= 1 - back * back * (3 - 2 * back);
            x += disturbance * shift.X * moved;
            y += disturbance * shift.Y * moved;
            yaw += disturbance * shift.Yaw * moved;
            pitch += disturbance * shift.Pitch * moved;
            roll += disturbance * shift.Roll * moved;
        }
        state.Shift = (Limit(x, 0.13), Limit(y, 0.13));
        state.Turn = (Limit(yaw, 0.13), Limit(pitch, 0.11));
        state.Roll = Limit(roll, 0.08);
        state.Scale = 1f + (float)(drift * 0.012 * Noise.Wander(t * 0.09, seed + 18));
        var flicker = 0.012 * Noise.Wander(t * 0.08, seed + 19) + 0.006 * Noise.Wander(t * 19, seed + 20);
        state.Brightness = 1f + (float)(disturbance * flicker);
    }

    /// <summary>Approaches ±bound smoothly: v/(1 + |v|/bound).</summary>
    private static float Limit(double value, double bound) => (float)(value / (1 + Math.Abs(value) / bound));

    private void Eyes(double t, FaceState state)
    {
        var blink = 0.0;
        foreach (var (start, close, open, depth) in blinks)
        {
            var u = t < start + close ? (t - start) / close : 1 - (t - start - close - 0.03) / open;
            u = Math.Clamp(u, 0, 1);
            blink = Math.Max(blink, depth * u * u * (3 - 2 * u));
        }
        state.Blink = (float)blink;
        // a saccade takes about 40 ms
        var (x, y) = (0.0, 0.0);
        foreach (var fixation in fixations)
        {
            var u = Math.Clamp((t - fixation.Start) / 0.04, 0, 1);
            x += u * (fixation.X - x);
            y += u * (fixation.Y - y);
        }
        state.Gaze = ((float)Math.Clamp(disturbance * x, -1, 1), (float)Math.Clamp(disturbance * y, -1, 1));
    }

    private void Speech(double t, FaceState state)
    {
        foreach (var (start, length, strength) in talks)
        {
            var u = (t - start) / length;
            if (u is <= 0 or >= 1)
                continue;
            var envelope = strength * Math.Min(1, 8 * u * (1 - u));
            // four to six syllables a second
            var syllable = Math.Max(0, 0.35 + Noise.Wander(t * 5.2, seed + 30));
            state.Mouth = Math.Max(state.Mouth, (float)(0.13 * envelope * syllable));
            state[ActionUnit.LipCornerPuller] += (float)(0.15 * envelope * Math.Max(0, Noise.Wander(t * 2.3, seed + 31)));
            state[ActionUnit.ChinRaiser] += (float)(0.3 * envelope * Math.Max(0, Noise.Wander(t * 4.1, seed + 32)));
            state[ActionUnit.LipPressor] += (float)(0.4 * envelope * Math.Max(0, Noise.Wander(t * 3.7, seed + 33)));
        }
    }
}
