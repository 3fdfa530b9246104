namespace MicroExpressions.Synthesis;

/// <summary>Everything about a head at one instant that a picture of it shows.</summary>
internal sealed class FaceState
{
    /// <summary>Strength of each action unit, 0..1, in the order of <see cref="ActionUnitMovement.All"/>.</summary>
    public float[] Units { get; } = new float[ActionUnitMovement.All.Length];

    /// <summary>Head's shift in the picture, face units.</summary>
    public (float X, float Y) Shift { get; set; }

    /// <summary>Rotation in the picture's plane, radians (small).</summary>
    public float Roll { get; set; }

    /// <summary>Turn to the picture's right and nod down, radians (small).</summary>
    public (float Yaw, float Pitch) Turn { get; set; }

    /// <summary>Size, 1 at rest: nearer or farther from the camera.</summary>
    public float Scale { get; set; } = 1f;

    /// <summary>Lids closed by a blink, 0..1.</summary>
    public float Blink { get; set; }

    /// <summary>Where the eyes look, −1..1 both ways.</summary>
    public (float X, float Y) Gaze { get; set; }

    /// <summary>Gap between the lips by speech, face units.</summary>
    public float Mouth { get; set; }

    /// <summary>The room's light, 1 at rest: lamps flicker.</summary>
    public float Brightness { get; set; } = 1f;

    /// <summary>Strength of one unit.</summary>
    public float this[ActionUnit unit]
    {
        get => Units[Array.IndexOf(ActionUnitMovement.All, unit)];
        set => Units[Array.IndexOf(ActionUnitMovement.All, unit)] = value;
    }
}
