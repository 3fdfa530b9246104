using System.Globalization;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace MicroExpressions.Notebooks;

/// <summary>What the XML file beside a dll says of its members, read when first asked.</summary>
/// <param name="path">the XML file</param>
internal sealed class XmlDocumentation(string path) : DocumentationProvider
{
    private readonly string _path = path;
    private readonly Lazy<Dictionary<string, string>> _members = new(() => XDocument.Load(path).Descendants("member")
        .DistinctBy(m => (string?)m.Attribute("name")).ToDictionary(m => (string?)m.Attribute("name") ?? "", m => m.ToString()));

    /// <inheritdoc/>
    protected override string? GetDocumentationForSymbol(string documentationMemberID, CultureInfo preferredCulture, CancellationToken cancellationToken = default) =>
        _members.Value.GetValueOrDefault(documentationMemberID);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is XmlDocumentation same && same._path == _path;

    /// <inheritdoc/>
    public override int GetHashCode() => _path.GetHashCode(StringComparison.Ordinal);
}
