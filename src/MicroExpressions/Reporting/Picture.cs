using MicroExpressions.Video;

namespace MicroExpressions.Reporting;

/// <summary>A picture in a notebook or on a page, carried inside it as JPEG: no file beside it, no request.</summary>
/// <param name="Image">the picture</param>
/// <param name="Shows">one line in plain text: what a reader without pictures should know</param>
[TypeFormatterSource(typeof(PictureFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record Picture(Frame Image, string Shows)
{
    /// <summary>JPEG quality, 0..100: small changes of a face survive 85, and a sheet of sixteen faces stays below 100 KB.</summary>
    public int Quality { get; init; } = 85;

    /// <summary>One <c>&lt;img&gt;</c>.</summary>
    public string ToHtml() =>
        $"<img style=\"max-width:100%\" width=\"{Image.Width}\" alt=\"{System.Net.WebUtility.HtmlEncode(Shows)}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(ImageFile.EncodeJpeg(Image, Quality))}\">";
}

/// <summary>How a <see cref="Picture"/> shows itself in a notebook.</summary>
internal sealed class PictureFormatters
{
    /// <summary>Called by kernels, by name.</summary>
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new NotebookFormatter("text/html", picture => ((Picture)picture).ToHtml()),
        new NotebookFormatter("text/plain", picture => ((Picture)picture).Shows),
    ];
}
