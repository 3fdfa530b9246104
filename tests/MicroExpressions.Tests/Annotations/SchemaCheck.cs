using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MicroExpressions.Tests.Annotations;

/// <summary>Checks a JSON value against the part of JSON Schema that manifest.schema.json uses; any other keyword is a violation.</summary>
internal static class SchemaCheck
{
    public static List<string> Violations(JsonNode schema, JsonNode? value)
    {
        List<string> violations = [];
        Check(schema, schema, value, "$", violations);
        return violations;
    }

    private static void Check(JsonNode root, JsonNode schema, JsonNode? value, string at, List<string> violations)
    {
        void Require(bool holds, string what)
        {
            if (!holds)
            {
                violations.Add($"{at}: {what}");
            }
        }

        foreach (var (keyword, rule) in schema.AsObject())
        {
            switch (keyword)
            {
                case "$schema" or "title" or "description" or "$defs":
                    break;
                case "$ref":
                    Check(root, rule!.GetValue<string>()["#/".Length..].Split('/').Aggregate(root, (node, part) => node[part]!), value, at, violations);
                    break;
                case "type":
                    Require(IsOf(rule!.GetValue<string>(), value), $"not of type {rule}");
                    break;
                case "const":
                    Require(JsonNode.DeepEquals(rule, value), $"not {rule}");
                    break;
                case "enum":
                    Require(rule!.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)), $"none of {rule}");
                    break;
                case "pattern":
                    Require(Text(value) is { } text && Regex.IsMatch(text, rule!.GetValue<string>()), $"not like {rule}");
                    break;
                case "minLength":
                    Require(Text(value)?.Length >= rule!.GetValue<int>(), $"shorter than {rule}");
                    break;
                case "minimum":
                    Require(Number(value) >= rule!.GetValue<double>(), $"below {rule}");
                    break;
                case "exclusiveMinimum":
                    Require(Number(value) > rule!.GetValue<double>(), $"not above {rule}");
                    break;
                case "minItems":
                    Require((value as JsonArray)?.Count >= rule!.GetValue<int>(), $"fewer than {rule} items");
                    break;
                case "items":
                    foreach (var (i, item) in (value as JsonArray ?? []).Index())
                    {
                        Check(root, rule!, item, $"{at}[{i}]", violations);
                    }

                    break;
                case "required":
                    Require(rule!.AsArray().All(name => (value as JsonObject)?.ContainsKey(name!.GetValue<string>()) == true), $"lacks one of {rule}");
                    break;
                case "properties":
                    foreach (var (name, member) in rule!.AsObject().Where(member => (value as JsonObject)?.ContainsKey(member.Key) == true))
                    {
                        Check(root, member!, value![name], $"{at}.{name}", violations);
                    }

                    break;
                case "additionalProperties":
                    foreach (var (name, member) in (value as JsonObject ?? []).Where(member => schema["properties"]?[member.Key] is null))
                    {
                        if (rule!.GetValueKind() == JsonValueKind.False)
                        {
                            violations.Add($"{at}.{name}: unknown");
                        }
                        else
                        {
                            Check(root, rule!, member, $"{at}.{name}", violations);
                        }
                    }

                    break;
                default:
                    violations.Add($"schema keyword {keyword} is not checked here");
                    break;
            }
        }
    }

    private static bool IsOf(string type, JsonNode? value) => type switch
    {
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => Text(value) is not null,
        "number" => Number(value) is not null,
        "integer" => Number(value) is { } number && number == Math.Floor(number),
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        _ => false,
    };

    private static string? Text(JsonNode? value) => value?.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? Number(JsonNode? value) => value?.GetValueKind() == JsonValueKind.Number ? value.GetValue<double>() : null;
}
