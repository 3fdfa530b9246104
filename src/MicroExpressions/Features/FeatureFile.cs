namespace MicroExpressions.Features;

/// <summary>
/// A video's features on disk: a NumPy archive with one array <c>[T, D]</c> a modality and the text <c>header</c> (JSON), so that
/// <c>numpy.load</c> reads it as well.
/// </summary>
/// <param name="Header">how they were made</param>
/// <param name="Modalities">the features by modality</param>
public sealed record FeatureFile(FeatureHeader Header, IReadOnlyDictionary<string, SnippetMatrix> Modalities)
{
    /// <summary>The modality of appearance, F^r.</summary>
    public const string Rgb = "rgb";

    /// <summary>The modality of motion, F^f.</summary>
    public const string Flow = "flow";

    /// <summary>How much the face moves, one number a snippet, where the features do not tell by themselves.</summary>
    public const string Motion = "motion";

    private const string HeaderName = "header";

    /// <summary>Reads a feature file and checks it against its own header.</summary>
    /// <exception cref="InputException">it is not there, damaged, without header, without a snippet, of a wrong shape, or holds numbers that are none</exception>
    public static FeatureFile Read(string path)
    {
        IReadOnlyDictionary<string, NumpyArray> arrays = NumpyArchive.Read(path);
        if (!arrays.TryGetValue(HeaderName, out NumpyArray? text) || text.Values is not string[] { Length: 1 } json)
            throw new InputException(
                path, $"no header beside {string.Join(", ", arrays.Keys)}", "a feature file written by this kit",
                $"Extract the features: mex features extract. {PublishedFeatures.HowToWrite}");
        FeatureHeader header = FeatureHeader.Parse(json[0], path);
        if (header.Snippets < 1)
            throw new InputException(
                path, $"no snippet in {header.FrameCount} frames", $"at least {header.Extractor.SnippetLength + 1} frames, one snippet and the frame after it",
                "Extract the features again from the whole video, or leave it out.");
        var modalities = new SortedDictionary<string, SnippetMatrix>(StringComparer.Ordinal);
        foreach ((string modality, int dimension) in header.Extractor.Dimensions)
            modalities.Add(modality, Matrix(arrays, modality, header.Snippets, dimension, header, path));
        return new FeatureFile(header, modalities);
    }

    /// <summary>Writes the file; the same features give the same bytes.</summary>
    /// <exception cref="InputException">it cannot be written; the one before stays</exception>
    public void Write(string path) => NumpyArchive.Write(
        path,
        Modalities.OrderBy(m => m.Key, StringComparer.Ordinal)
            .Select(m => KeyValuePair.Create(m.Key, new NumpyArray(m.Value.Values, m.Value.Snippets, m.Value.Dimension)))
            .Append(KeyValuePair.Create(HeaderName, new NumpyArray(Header.ToJson()))));

    private static SnippetMatrix Matrix(
        IReadOnlyDictionary<string, NumpyArray> arrays, string modality, int snippets, int dimension, FeatureHeader header, string path)
    {
        string place = $"{path}, array {modality}";
        const string remedy = "Extract the features again: mex features extract.";
        if (!arrays.TryGetValue(modality, out NumpyArray? array) || array.Values is not float[] values
            || !array.Shape.SequenceEqual([snippets, dimension]))
            throw new InputException(
                place, array is null ? "nothing" : array.ToString(),
                $"Single ({snippets}, {dimension}) as the header says: a row for each of {snippets} snippets in {header.FrameCount} frames",
                array is not null && snippets != dimension && array.Shape.SequenceEqual([dimension, snippets]) ? "It is transposed: write it as array.T." : remedy);
        return new SnippetMatrix(snippets, dimension, values).Finite(place, remedy);
    }
}
