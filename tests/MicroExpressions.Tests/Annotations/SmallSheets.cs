namespace MicroExpressions.Tests.Annotations;

/// <summary>Sheets of a few invented rows in the form of each data set's file; a test spoils one cell and looks what happens.</summary>
internal static class SmallSheets
{
    public static object?[][] Samm() =>
    [
        ["Subject", "Filename", "Inducement Code", "Onset Frame", "Apex Frame", "Offset Frame", "Duration", "Micro", "Action Units",
            "Estimated Emotion", "Objective Classes", "Notes"],
        ["001", "001_1_1", 1, 100, 130, 170, 71, "Micro - 1/2", "4+7", "Anger", 3, null],
        ["001", "001_1_2", 1, 300, 340, 380, 81, "Micro - 1/2", 12, "Happiness", 1, null],
        ["002", "002_3_1", 3, 50, 70, 120, 71, "Micro - 1/2", "1+2", "Surprise", 2, null],
    ];

    public static object?[][] SammLongVideos() =>
    [
        ["SAMM Long Videos Dataset - FACS Codes"],
        [],
        ["Subject", "Filename", "Inducement Code", "Onset", "Apex", "Offset", "Duration", "Type", "Action Units", "Notes"],
        ["001", "001_1_1", 1, 100.4, 150.6, 299.999, 199.6, "Macro", "4C", null],
        ["001", "001_1_1", 1, 400, 430, 480, 81, "Micro - 1/2", "4+7", null],
        ["001", "001_2_1", 2, 0, 900, 1500, 1501, "Macro", "12", null],
        ["002", "002_1_1", 1, 50, -1, 120, 71, "Micro - 1/2", "1+2", null],
    ];

    public static object?[][] CasmeTwo() =>
    [
        ["Subject", "Filename", "OnsetFrame", "ApexFrame", "OffsetFrame", "Action Units", "Estimated Emotion"],
        ["01", "EP01_01f", 10, 20, 30, 12, "happiness"],
        ["01", "EP01_02", 10, 10, 30, 4, "disgust"],
        [2, "EP01_01f", 5, 15, 25, "4+7", "others"],
    ];

    public static object?[][] CasmeCubed() =>
    [
        ["Subject", "Filename", "Onset", "Apex", "Offset", "AU", "Expression type", "Objective class", null, null],
        ["spNO.1", "a", "40", "63", "65", "4", "Macro-expression", "VII"],
        ["spNO.1", "J", "355", "359", "360", "5", "Micro-expression", "II"],
        [],
    ];

    /// <summary>CAS(ME)³'s list of micro-expressions alone; its version is told by the number of rows.</summary>
    public static object?[][] MicroList(int rows) =>
    [
        ["Subject", "Filename", "Onset", "Apex", "Offset", "AU", "Objective class", "emotion"],
        .. Enumerable.Range(0, rows).Select(i => new object?[] { $"spNO.{1 + i % 94}", "a", $"{10 + 20 * i}", $"{12 + 20 * i}", $"{18 + 20 * i}", "4", "VII", "sad" }),
    ];

    public static object?[][][] CasmeSquared() =>
    [
        [
            [1, "anger1_1", 557, 572, 608, "4+10", "negative", "macro-expression", "anger"],
            [1, "anger2_1", 2155, 2163, 0, 4, "negative", "macro-expression", "anger"],
            [1, "anger2_2", 2407, 2455, 2451, 4, "negative", "macro-expression", "anger"],
            [2, "happy5_1", 138, 142, 148, 43, "others", "micro-expression", "happiness"],
            [2, "happy5_2", 200, 0, 230, 43, "others", "macro-expression", "happiness"],
        ],
        [[15, "s15", 1], [15, "s15", 1], [16, "s16", 2]],
        [["0401", "anger1"], ["0402", "anger2"], ["0508", "happy5"]],
    ];

    public static object?[][] LabList() =>
    [
        ["subject", "video", "type", "type_idx", "startFrame", "endFrame", "frame_num", "length"],
        [1, "./crop/s15/15_0401girlcrashing", "macro-expression", 1, 100, 140, 500, 40],
        [1, "./crop/s15/15_0401girlcrashing", "micro-expression", 2, 200, 212, 500, 12],
    ];

    /// <summary>The same rows with one cell replaced.</summary>
    public static object?[][] With(this object?[][] rows, int row, int column, object? cell)
    {
        rows[row][column] = cell;
        return rows;
    }
}
