using MicroExpressions.Video;

namespace MicroExpressions.Tests.Video;

public class ContactSheetTests
{
    private static Frame Plain(byte value, int width = 1) => new(width, 2, 1, [.. Enumerable.Repeat(value, 2 * width)]);

    [Fact]
    public void Pictures_stand_in_their_rows_and_a_short_row_ends_in_black()
    {
        Frame sheet = ContactSheet.Of([[Plain(1), Plain(2)], [Plain(3)]]);
        Assert.Equal((2, 4), (sheet.Width, sheet.Height));
        Assert.Equal(new byte[] { 1, 2, 1, 2, 3, 0, 3, 0 }, sheet.Pixels);
    }

    [Fact]
    public void Pictures_of_different_sizes_are_refused() => Assert.Throws<ArgumentException>(() => ContactSheet.Of([[Plain(1), Plain(2, width: 3)]]));

    [Fact]
    public void A_sheet_needs_a_picture() => Assert.Throws<ArgumentException>(() => ContactSheet.Of([[]]));
}
