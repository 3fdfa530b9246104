namespace MicroExpressions.Flow;

/// <summary>
/// Two frames whose motion is known exactly, to measure flow against: a skin-like texture given as a formula, so that it can be
/// evaluated anywhere between pixels; the earlier frame is the later one seen at x + u(x), both rounded to 8 bits.
/// </summary>
public sealed class KnownMotion
{
    private KnownMotion(ImageF previous, ImageF next, FlowField truth) => (Previous, Next, Truth) = (previous, next, truth);

    /// <summary>The earlier frame.</summary>
    public ImageF Previous { get; }

    /// <summary>The later frame.</summary>
    public ImageF Next { get; }

    /// <summary>The motion from the earlier to the later.</summary>
    public FlowField Truth { get; }

    /// <summary>What a micro-expression looks like: a still picture with five round places that move by half a pixel at most.</summary>
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="noise">standard deviation of the sensor noise in each frame, in grey levels; 0 for none</param>
    /// <param name="seed">of texture, places, directions and noise</param>
    public static KnownMotion LocalBumps(int width, int height, double noise, int seed)
    {
        var random = new Random(seed);
        int shorter = Math.Min(width, height);
        var bumps = Enumerable.Range(0, 5).Select(_ => (
            X: width * Uniform(random, 0.2, 0.8), Y: height * Uniform(random, 0.2, 0.8),
            Radius: shorter * Uniform(random, 0.05, 0.09), Direction: Uniform(random, 0, 2 * Math.PI))).ToArray();
        return Render(width, height, noise, random, (x, y) =>
        {
            double u = 0, v = 0;
            foreach (var bump in bumps)
            {
                double distance = double.Hypot(x - bump.X, y - bump.Y) / bump.Radius;
                var (sin, cos) = Math.SinCos(bump.Direction);
                double length = 0.5 * Math.Exp(-distance * distance / 2);
                (u, v) = (u + length * cos, v + length * sin);
            }
            return (u, v);
        });
    }

    /// <summary>What head motion looks like: smooth all over the frame, up to 1.5 pixels.</summary>
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="seed">of the texture</param>
    public static KnownMotion Smooth(int width, int height, int seed)
        => Render(width, height, 0, new Random(seed), (x, y) => (
            1.5 * Math.Sin(2 * Math.PI * y / height + 0.3) * Math.Cos(Math.PI * x / width),
            1.1 * Math.Cos(2 * Math.PI * x / width) + 0.3 * Math.Sin(2 * Math.PI * y / height)));

    /// <summary>The whole picture moves by one vector.</summary>
    /// <param name="width">pixels in a row</param>
    /// <param name="height">rows</param>
    /// <param name="u">pixels to the right</param>
    /// <param name="v">pixels downwards</param>
    /// <param name="seed">of the texture</param>
    public static KnownMotion Translation(int width, int height, double u, double v, int seed)
        => Render(width, height, 0, new Random(seed), (_, _) => (u, v));

    private static KnownMotion Render(int width, int height, double noise, Random random, Func<double, double, (double U, double V)> motion)
    {
        var waves = Texture(random);
        float[] previous = new float[width * height], next = new float[width * height];
        float[] us = new float[width * height], vs = new float[width * height];
        for (int i = 0; i < previous.Length; i++)
        {
            int x = i % width, y = i / width;
            var (u, v) = motion(x, y);
            (us[i], vs[i]) = ((float)u, (float)v);
            previous[i] = Sensor(Grey(waves, x + u, y + v), noise, random);
            next[i] = Sensor(Grey(waves, x, y), noise, random);
        }
        return new KnownMotion(
            new ImageF(width, height, previous), new ImageF(width, height, next), new FlowField(width, height, us, vs));
    }

    /// <summary>Waves of 4 to 120 pixels in all directions: the finer, the weaker, as in pictures of skin.</summary>
    private static (double X, double Y, double Phase, double Amplitude)[] Texture(Random random)
        => [.. Enumerable.Range(0, 64).Select(k =>
        {
            double wavelength = 4 * Math.Pow(30, k / 63.0);
            var (sin, cos) = Math.SinCos(Uniform(random, 0, 2 * Math.PI));
            double frequency = 2 * Math.PI / wavelength;
            return (frequency * cos, frequency * sin, Uniform(random, 0, 2 * Math.PI), 1.3 * Math.Pow(wavelength, 0.35));
        })];

    private static double Grey((double X, double Y, double Phase, double Amplitude)[] waves, double x, double y)
    {
        double grey = 128;
        foreach (var wave in waves)
            grey += wave.Amplitude * Math.Sin(wave.X * x + wave.Y * y + wave.Phase);
        return grey;
    }

    /// <summary>Noise of a normal distribution (Box and Muller), then 8 bits.</summary>
    private static float Sensor(double grey, double noise, Random random)
    {
        if (noise > 0)
            grey += noise * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return (float)Math.Clamp(Math.Round(grey), 0, 255);
    }

    private static double Uniform(Random random, double from, double to) => from + (to - from) * random.NextDouble();
}
