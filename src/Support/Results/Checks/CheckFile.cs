using System.Text.Json;

namespace SparkLoad.Results.Checks;

/// <summary>The file in which the suite tells <c>sparkload check</c> what it found, a JSON object a line.</summary>
public static class CheckFile
{
    /// <summary>Names the file, and has the suite check in place of running.</summary>
    public const string Variable = "SPARKLOAD_CHECK_FILE";

    public static void Append(string path, CheckLine line) =>
        File.AppendAllText(path, JsonSerializer.Serialize(line, ResultsJson.Line) + "\n");

    public static IReadOnlyList<CheckLine> Read(string path) =>
        [.. File.ReadLines(path).Select(line => JsonSerializer.Deserialize<CheckLine>(line, ResultsJson.Line)!)];
}
