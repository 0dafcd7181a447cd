using System.Globalization;
using System.Text.Json;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>What the bundled runner takes from <c>reqnroll.json</c>.</summary>
/// <param name="FeatureLanguage">The language of feature files that name none.</param>
/// <param name="BindingCulture">The culture in which arguments are read and bindings run; null for that of the feature's language.</param>
internal sealed record RunnerSettings(string FeatureLanguage, CultureInfo? BindingCulture)
{
    private static readonly JsonDocumentOptions s_lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static RunnerSettings Default { get; } = new("en", null);

    /// <returns>The defaults if there is no such file.</returns>
    /// <exception cref="Reqnroll.ReqnrollException">The file is not JSON, or names an unknown culture.</exception>
    public static RunnerSettings Read(string file)
    {
        if (!File.Exists(file))
        {
            return Default;
        }

        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), s_lenient);
            var binding = Text(json.RootElement, "language", "binding") ?? Text(json.RootElement, "bindingCulture", "name");
            return new RunnerSettings(
                Text(json.RootElement, "language", "feature") ?? Default.FeatureLanguage,
                binding is null ? null : CultureInfo.GetCultureInfo(binding, predefinedOnly: true));
        }
        catch (Exception error) when (error is JsonException or CultureNotFoundException or InvalidOperationException)
        {
            throw new Reqnroll.ReqnrollException($"{Path.GetFileName(file)} cannot be read: {error.Message}", error);
        }
    }

    private static string? Text(JsonElement json, string section, string key) =>
        json.TryGetProperty(section, out var inner) && inner.TryGetProperty(key, out var value) ? value.GetString() : null;
}
