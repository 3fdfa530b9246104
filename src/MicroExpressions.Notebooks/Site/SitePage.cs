using System.Net;

namespace MicroExpressions.Notebooks.Site;

/// <summary>What every page of the site has around its content. All it loads lies beside it.</summary>
internal static class SitePage
{
    internal static string Html(string title, string root, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="{root}site.css">
        </head>
        <body>
        <header><a href="{root}index.html">Micro-expression research kit</a></header>
        <main>
        {body}</main>
        <script src="{root}plotly.js"></script>
        <script src="{root}figures.js"></script>
        <script>
        mexFigures();
        matchMedia('(prefers-color-scheme: dark)').addEventListener('change', mexFigures);
        </script>
        </body>
        </html>

        """;
}
