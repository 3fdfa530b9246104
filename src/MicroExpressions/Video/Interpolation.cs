namespace MicroExpressions.Video;

/// <summary>How pixels between pixels are found.</summary>
public enum Interpolation
{
    /// <summary>Bilinear.</summary>
    Linear = 1,

    /// <summary>Mean over the covered area: for making pictures smaller without moiré.</summary>
    Area = 3,

    /// <summary>Lanczos over 8 × 8 pixels, the sharpest: the papers' choice for faces.</summary>
    Lanczos = 4,
}
