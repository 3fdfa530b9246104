namespace MicroExpressions.Synthesis;

/// <summary>The facial movements that the corpus can make, under their FACS numbers (Ekman, Friesen and Hager 2002).</summary>
public enum ActionUnit
{
    /// <summary>AU 1: the brows' inner ends rise.</summary>
    InnerBrowRaiser = 1,

    /// <summary>AU 2: the brows' outer ends rise.</summary>
    OuterBrowRaiser = 2,

    /// <summary>AU 4: the brows come down and together.</summary>
    BrowLowerer = 4,

    /// <summary>AU 5: the upper lids rise.</summary>
    UpperLidRaiser = 5,

    /// <summary>AU 6: the cheeks rise and narrow the eyes from below.</summary>
    CheekRaiser = 6,

    /// <summary>AU 7: the lids tighten.</summary>
    LidTightener = 7,

    /// <summary>AU 9: the nose wrinkles.</summary>
    NoseWrinkler = 9,

    /// <summary>AU 12: the lips' corners are pulled up and outward.</summary>
    LipCornerPuller = 12,

    /// <summary>AU 14: the lips' corners are drawn in, a dimple forms.</summary>
    Dimpler = 14,

    /// <summary>AU 15: the lips' corners go down.</summary>
    LipCornerDepressor = 15,

    /// <summary>AU 17: the chin's boss and the lower lip are pushed up.</summary>
    ChinRaiser = 17,

    /// <summary>AU 24: the lips are pressed together.</summary>
    LipPressor = 24,

    /// <summary>AU 25: the lips part.</summary>
    LipsPart = 25,

    /// <summary>AU 43: the eyes close.</summary>
    EyeClosure = 43,
}
