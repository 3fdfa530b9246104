using MicroExpressions.Training;

namespace MicroExpressions.Experiments.PaperTables;

/// <summary>Tables IX to XI of PWES: beside other methods, by what they are trained with, on three data sets.</summary>
public static class PwesComparisons
{
    /// <summary>The tables in the paper's order.</summary>
    public static IReadOnlyList<SpottingTable> All { get; } =
    [
        new("IX", "Other methods on CAS(ME)²", "casme-squared",
        [
            new("HAM-Net", 0.010, 0.007, 0.000, 0.042, 0.090, 0.057) { Supervision = Supervision.Video },
            new("CO-Net", 0.057, 0.031, 0.000, 0.095, 0.153, 0.117) { Supervision = Supervision.Video },
            new("FTCL", 0.092, 0.022, 0.000, 0.048, 0.070, 0.057) { Supervision = Supervision.Video },
            new("MC-WES", 0.167, 0.108, 0.169, 0.266, 0.415, 0.324) { Supervision = Supervision.Video },
            new("SF-Net", 0.139, 0.089, 0.096, 0.270, 0.334, 0.298),
            new("LACP", 0.019, 0.016, 0.020, 0.120, 0.091, 0.103),
            new("PWES", 0.203, 0.102, 0.023, 0.305, 0.467, 0.366),
            new("He 2020", null, null, 0.008, 0.020, 0.364, 0.038) { Supervision = Supervision.Full },
            new("Zhang 2020", null, null, 0.055, 0.085, 0.406, 0.140) { Supervision = Supervision.Full },
            new("MESNet", null, null, null, null, null, 0.036) { Supervision = Supervision.Full },
            new("Yap", null, null, 0.012, null, null, 0.030) { Supervision = Supervision.Full },
            new("LSSNet", null, null, 0.063, null, null, 0.327) { Supervision = Supervision.Full },
            new("He 2021", null, null, 0.197, null, null, 0.343) { Supervision = Supervision.Full },
            new("MTSN", null, null, 0.081, 0.342, 0.385, 0.362) { Supervision = Supervision.Full },
            new("Zhao 2022", null, null, null, null, null, 0.403) { Supervision = Supervision.Full },
            new("LGSNet", null, null, null, 0.367, 0.630, 0.464) { Supervision = Supervision.Full },
        ]),
        new("X", "Other methods on SAMM-LV", "samm-lv",
        [
            new("HAM-Net", 0.113, 0.060, 0.028, 0.150, 0.113, 0.129) { Supervision = Supervision.Video },
            new("CO-Net", 0.111, 0.058, 0.039, 0.230, 0.148, 0.181) { Supervision = Supervision.Video },
            new("FTCL", 0.116, 0.048, 0.004, 0.142, 0.138, 0.140) { Supervision = Supervision.Video },
            new("MC-WES", 0.135, 0.055, 0.135, 0.263, 0.178, 0.212) { Supervision = Supervision.Video },
            new("SF-Net", 0.088, 0.075, 0.036, 0.132, 0.253, 0.174),
            new("LACP", 0.097, 0.049, 0.096, 0.164, 0.151, 0.157),
            new("PWES", 0.310, 0.077, 0.000, 0.286, 0.226, 0.252),
            new("He 2020", null, null, 0.036, 0.029, 0.101, 0.045) { Supervision = Supervision.Full },
            new("Zhang 2020", null, null, 0.073, 0.079, 0.136, 0.100) { Supervision = Supervision.Full },
            new("MESNet", null, null, null, null, null, 0.088) { Supervision = Supervision.Full },
            new("Yap", null, null, 0.044, null, null, 0.119) { Supervision = Supervision.Full },
            new("LSSNet", null, null, 0.218, null, null, 0.290) { Supervision = Supervision.Full },
            new("He 2021", null, null, 0.216, null, null, 0.364) { Supervision = Supervision.Full },
            new("MTSN", null, null, 0.088, 0.260, 0.319, 0.287) { Supervision = Supervision.Full },
            new("Zhao 2022", null, null, null, null, null, 0.386) { Supervision = Supervision.Full },
            new("LGSNet", null, null, null, 0.355, 0.429, 0.388) { Supervision = Supervision.Full },
        ]),
        new("XI", "Other methods on CAS(ME)³", "casme-cubed",
        [
            new("HAM-Net", 0.008, 0.006, 0.000, 0.098, 0.030, 0.046) { Supervision = Supervision.Video },
            new("CO-Net", 0.037, 0.018, 0.000, 0.118, 0.050, 0.070) { Supervision = Supervision.Video },
            new("FTCL", 0.014, 0.012, 0.000, 0.106, 0.034, 0.052) { Supervision = Supervision.Video },
            new("MC-WES", 0.048, 0.022, 0.000, 0.141, 0.060, 0.084) { Supervision = Supervision.Video },
            new("SF-Net", 0.010, 0.006, 0.017, 0.075, 0.036, 0.049),
            new("LACP", 0.051, 0.023, 0.000, 0.111, 0.078, 0.091),
            new("PWES", 0.093, 0.047, 0.000, 0.171, 0.158, 0.164),
            new("SP-FD", 0.010, 0.010, null, null, null, null) { Supervision = Supervision.Full },
            new("LSSNet", 0.065, 0.065, null, null, null, null) { Supervision = Supervision.Full },
            new("LGSNet", 0.171, 0.136, 0.099, 0.292, 0.196, 0.235) { Supervision = Supervision.Full },
        ]),
    ];
}
