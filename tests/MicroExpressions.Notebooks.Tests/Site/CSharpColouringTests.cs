using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using MicroExpressions.Notebooks.Site;

namespace MicroExpressions.Notebooks.Tests.Site;

public class CSharpColouringTests
{
    [Theory]
    [InlineData("var x = 1.5; // why", "<span class=\"k\">var</span> x = <span class=\"n\">1.5</span>; <span class=\"c\">// why</span>")]
    [InlineData("new Figure(\"a<b\")", "<span class=\"k\">new</span> <span class=\"t\">Figure</span>(<span class=\"s\">&quot;a&lt;b&quot;</span>)")]
    [InlineData("Check.That(ok)", "<span class=\"t\">Check</span>.<span class=\"m\">That</span>(ok)")]
    [InlineData("#r \"x.dll\"\nx", "<span class=\"k\">#r &quot;x.dll&quot;</span>\nx")]
    public void Parts_are_known_by_the_parser(string code, string html) => Assert.Equal(html, CSharpColouring.ToHtml(code));

    [Fact]
    public void No_text_gains_or_loses_a_character() => Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        WebUtility.HtmlDecode(Regex.Replace(CSharpColouring.ToHtml(text.Get), "</?span[^>]*>", "")) == WebUtility.HtmlDecode(WebUtility.HtmlEncode(text.Get))).QuickCheckThrowOnFailure();
}
