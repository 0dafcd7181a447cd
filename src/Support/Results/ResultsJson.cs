using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SparkLoad.Results;

/// <summary>How results are written and read: camelCase names and enum values, unknown fields ignored.</summary>
public static class ResultsJson
{
    /// <summary>For <c>results.json</c>.</summary>
    public static JsonSerializerOptions Document { get; } = Create(indented: true);

    /// <summary>For the lines of <c>journal.ndjson</c> and <c>series.ndjson</c>.</summary>
    public static JsonSerializerOptions Line { get; } = Create(indented: false);

    private static JsonSerializerOptions Create(bool indented)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            WriteIndented = indented,
            // Error messages hold quotes and Cyrillic; the file is read as JSON, never pasted into HTML unescaped.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
        };
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
