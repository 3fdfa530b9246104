using MicroExpressions.Reporting;
using MicroExpressions.Video;

namespace MicroExpressions.Tests.Reporting;

public class PictureTests
{
    [Fact]
    public void A_picture_carries_itself_as_jpeg_and_its_description_is_markup_safe()
    {
        var picture = new Picture(new Frame(8, 4, 1, [.. Enumerable.Repeat((byte)200, 32)]), "onset & \"apex\"") { Quality = 100 };
        string html = picture.ToHtml();
        Assert.Contains("alt=\"onset &amp; &quot;apex&quot;\"", html);
        string code = html[(html.IndexOf("base64,", StringComparison.Ordinal) + 7)..html.LastIndexOf('"')];
        Frame back = ImageFile.Decode(Convert.FromBase64String(code), "the picture");
        Assert.Equal((8, 4), (back.Width, back.Height));
        Assert.All(back.Pixels, p => Assert.InRange(p, (byte)198, (byte)202));
    }
}
