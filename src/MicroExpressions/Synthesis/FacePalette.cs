using System.Numerics;

namespace MicroExpressions.Synthesis;

/// <summary>One person's colours and the room's. Red, green, blue, linear light (0 black, 1 white).</summary>
internal sealed record FacePalette(Vector3 Skin, Vector3 Lips, Vector3 Hair, Vector3 Iris, Vector3 Clothing, Vector3 Wall)
{
    private static readonly (int R, int G, int B)[] Skins =
    [
        (238, 200, 176), (229, 186, 158), (233, 192, 158), (216, 168, 134), (194, 148, 118), (154, 112, 88), (118, 85, 69), (226, 180, 150),
    ];

    private static readonly (int R, int G, int B)[] Hairs =
        [(32, 27, 26), (38, 31, 27), (66, 46, 34), (92, 66, 44), (146, 112, 74), (112, 70, 44), (128, 124, 120)];

    private static readonly (int R, int G, int B)[] Irises =
        [(74, 48, 30), (58, 38, 26), (96, 66, 38), (104, 100, 66), (98, 120, 136), (112, 130, 120)];

    private static readonly (int R, int G, int B)[] Walls =
        [(176, 178, 180), (206, 202, 194), (148, 154, 160), (190, 184, 170), (120, 126, 132)];

    private static readonly (int R, int G, int B)[] Clothings =
        [(40, 44, 52), (92, 40, 44), (196, 196, 200), (56, 72, 96), (72, 84, 70), (28, 28, 30)];

    /// <summary>8-bit display values to linear light, with γ = 2 (a square here, a square root on the way out: both exact).</summary>
    public static Vector3 Linear((int R, int G, int B) c) => new(Square(c.R), Square(c.G), Square(c.B));

    /// <summary>Draws colours; darker skin goes with darker hair and eyes.</summary>
    public static FacePalette Draw(PortableRandom random)
    {
        var tone = random.Below(Skins.Length);
        var dark = tone is 5 or 6;
        var skin = Linear(Skins[tone]) * random.Between(0.92f, 1.06f);
        var lips = skin * new Vector3(0.86f, 0.56f, 0.58f) * random.Between(0.85f, 1f);
        return new FacePalette(
            skin,
            lips,
            Linear(Hairs[dark ? random.Below(2) : random.Below(Hairs.Length)]),
            Linear(Irises[dark ? random.Below(2) : random.Below(Irises.Length)]),
            Linear(Clothings[random.Below(Clothings.Length)]),
            Linear(Walls[random.Below(Walls.Length)]) * random.Between(0.85f, 1.05f));
    }

    private static float Square(int v) => v / 255f * (v / 255f);
}
