using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SparkLoad.BundledRunner.Execution;

/// <summary>What the bundled runner takes from <c>reqnroll.json</c>.</summary>
/// <param name="FeatureLanguage">The language of feature files that name none.</param>
/// <param name="BindingCulture">The culture in which arguments are read and bindings run; null for that of the feature's language.</param>
/// <param name="MessagesFile">Where Cucumber Messages go, with <c>{env:NAME}</c> for variables; null for nowhere.</param>
internal sealed partial record RunnerSettings(string FeatureLanguage, CultureInfo? BindingCulture, string? MessagesFile = null)
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
                binding is null ? null : CultureInfo.GetCultureInfo(binding, predefinedOnly: true),
                Text(json.RootElement, "formatters", "message", "outputFilePath"));
        }
        catch (Exception error) when (error is JsonException or CultureNotFoundException or InvalidOperationException)
        {
            throw new Reqnroll.ReqnrollException($"{Path.GetFileName(file)} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>
    /// Opens the file for messages; variables are looked up now. Without a file, with a variable unset, or where it cannot be written,
    /// they go nowhere: as with Reqnroll, the run does not depend on them.
    /// </summary>
    public Stream OpenMessages()
    {
        var path = Variable().Replace(MessagesFile ?? string.Empty, found => Environment.GetEnvironmentVariable(found.Groups[1].Value) ?? found.Value);
        if (path.Length == 0 || Variable().IsMatch(path))
        {
            return Stream.Null;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            Console.Error.WriteLine($"The messages of the run cannot be written to '{path}': {error.Message}");
            return Stream.Null;
        }
    }

    private static string? Text(JsonElement json, params ReadOnlySpan<string> path)
    {
        foreach (var key in path)
        {
            if (!json.TryGetProperty(key, out json))
            {
                return null;
            }
        }

        return json.GetString();
    }

    [GeneratedRegex(@"\{env:(\w+)\}")]
    private static partial Regex Variable();
}
