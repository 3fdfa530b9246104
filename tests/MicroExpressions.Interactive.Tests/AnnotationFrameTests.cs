using MicroExpressions.Annotations;
using Microsoft.Data.Analysis;

namespace MicroExpressions.Interactive.Tests;

public class AnnotationFrameTests
{
    private static readonly ExpressionInterval[] Intervals =
    [
        new("s15", "a, \"quoted\"", ExpressionKind.Macro, 10, 20, 41, 30) { ActionUnits = "4+7", Emotion = "disgust" },
        new("s15", "b", ExpressionKind.Micro, 1, null, 9, 29.97),      // another rate, no apex, no units
        new("006", "b", ExpressionKind.Micro, 1, 1, 1, 200),
    ];

    [Fact]
    public void Intervals_come_back_from_their_frame_as_they_were() => Assert.Equal(Intervals, Intervals.ToDataFrame().ToIntervals());

    [Fact]
    public void Generated_annotations_come_back_as_they_were()
    {
        GeneratedAnnotations drawn = GeneratedAnnotations.Draw(seed: 3);
        Assert.Equal(drawn.Intervals, drawn.Intervals.ToDataFrame().ToIntervals());
        Assert.Equal(drawn.Clips, drawn.Clips.ToDataFrame().ToClips());
    }

    [Fact]
    public void A_missing_apex_is_null_in_the_frame()
    {
        DataFrame frame = Intervals.ToDataFrame();
        Assert.Equal(1, frame["apex"].NullCount);
        Assert.Null(frame["apex"][1]);
    }

    [Fact]
    public void No_intervals_are_no_rows_and_back() => Assert.Empty(Array.Empty<ExpressionInterval>().ToDataFrame().ToIntervals());

    [Fact]
    public void Columns_may_be_of_the_types_that_reading_a_CSV_file_gives()
    {
        using var text = new MemoryStream("subject,video,kind,onset,apex,offset,fps\ns1,v,micro,3,,9,30\n"u8.ToArray());
        DataFrame frame = DataFrame.LoadCsv(text);
        Assert.Equal(typeof(float), frame["onset"].DataType);
        Assert.Equal([new ExpressionInterval("s1", "v", ExpressionKind.Micro, 3, null, 9, 30)], frame.ToIntervals());
    }

    [Fact]
    public void A_wrong_cell_is_refused_with_row_and_column()
    {
        DataFrame frame = Intervals.ToDataFrame();
        frame["offset"][2] = 0;
        InputException wrong = Assert.Throws<InputException>(() => frame.ToIntervals());
        Assert.Contains("data frame, row 3, column 'offset'", wrong.Message);
    }

    [Fact]
    public void A_missing_column_is_refused_by_name()
    {
        DataFrame frame = Intervals.ToDataFrame();
        frame.Columns.Remove("kind");
        Assert.Contains("Add kind.", Assert.Throws<InputException>(() => frame.ToIntervals()).Message);
    }

    [Fact]
    public void A_clip_without_an_apex_is_refused()
    {
        DataFrame frame = new[] { new Clip("s1", "c", 1, 5, 9, 200) }.ToDataFrame();
        frame["apex"][0] = null;
        Assert.Contains("row 1, column 'apex'", Assert.Throws<InputException>(() => frame.ToClips()).Message);
    }
}
