using System.Text.Json;
using System.Text.Json.Nodes;

namespace SparkLoad.Results.Files;

/// <summary>A run's <c>results.json</c>.</summary>
public static class ResultsFile
{
    // A file with null where a value must be is damaged, and is told so before anything is made of it.
    private static readonly JsonSerializerOptions Strict = new(ResultsJson.Document) { RespectNullableAnnotations = true };

    /// <param name="folder">The run's folder.</param>
    /// <exception cref="RunFolderException">There are no results, or they cannot be read.</exception>
    public static RunResult Read(string folder)
    {
        var file = Path.Combine(folder, RunFiles.Results);
        if (!File.Exists(file))
        {
            throw new RunFolderException(
                $"The folder '{folder}' {(Directory.Exists(folder) ? $"holds no {RunFiles.Results}" : "does not exist")}. Name the "
                    + "folder of a run, one below the reports folder.");
        }

        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var results = JsonDocument.Parse(stream);
            return Read(results.RootElement);
        }
        catch (JsonException error)
        {
            throw new RunFolderException($"'{file}' cannot be read as results: {error.Message}", error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"'{file}' cannot be read: {error.Message}", error);
        }
    }

    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public static void Write(string folder, RunResult results) =>
        AtomicFile.Write(Path.Combine(folder, RunFiles.Results), JsonSerializer.Serialize(results, ResultsJson.Document));

    private static RunResult Read(JsonElement results) => VersionOf(results) switch
    {
        RunResult.Version => results.Deserialize<RunResult>(Strict)!,
        1 => OlderResults.OfVersion1(JsonObject.Create(results)!).Deserialize<RunResult>(Strict)!,
        { } version => throw new JsonException(
            $"its schemaVersion is {version}, and this program reads 1 to {RunResult.Version}. Read it with the suite that wrote it."),
        null => throw new JsonException("it has no schemaVersion."),
    };

    private static int? VersionOf(JsonElement results) =>
        results.ValueKind == JsonValueKind.Object && results.TryGetProperty("schemaVersion", out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var version) ? version : null;
}
