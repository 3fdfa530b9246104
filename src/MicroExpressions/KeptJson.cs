using System.Text.Json;

namespace MicroExpressions;

/// <summary>JSON that the kit wrote and reads again: nothing in it is null, no member is there twice, none is missing.</summary>
internal static class KeptJson
{
    private static readonly JsonSerializerOptions Plain = Strict(new());

    /// <summary>The same options, but what the types do not allow is refused: null where none may be, a member twice, a missing one.</summary>
    public static JsonSerializerOptions Strict(JsonSerializerOptions options) => new(options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Reads a text.</summary>
    /// <param name="json">the text</param>
    /// <param name="strict">what the types do not allow is refused</param>
    /// <exception cref="JsonException">it is damaged or holds something else</exception>
    public static T Parse<T>(ReadOnlySpan<byte> json, JsonSerializerOptions strict)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, strict) ?? throw new JsonException("null");
        }
        catch (ArgumentException e)
        {
            throw new JsonException(e.Message, e);      // so a JsonNode says that a member is there twice
        }
    }

    /// <summary>Reads a file.</summary>
    /// <param name="path">the file</param>
    /// <param name="expected">what it holds, for messages</param>
    /// <param name="remedy">what to do where it does not</param>
    /// <param name="options">strict ones; null: the serializer's own names</param>
    /// <exception cref="InputException">it cannot be read, is damaged or holds something else</exception>
    public static T Read<T>(string path, string expected, string remedy, JsonSerializerOptions? options = null)
    {
        try
        {
            byte[] json = File.ReadAllBytes(path);
            // annotations say nothing of what stands in lists
            var tokens = new Utf8JsonReader(json);
            while (tokens.Read())
                if (tokens.TokenType == JsonTokenType.Null)
                    throw new JsonException($"null at byte {tokens.TokenStartIndex}");
            return Parse<T>(json, options ?? Plain);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new InputException(path, e.Message, expected, remedy, e);
        }
    }
}
