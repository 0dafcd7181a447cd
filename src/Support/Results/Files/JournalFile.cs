using System.Text.Json;

namespace SparkLoad.Results.Files;

/// <summary>Reads a run's journal as far as it can be read.</summary>
public static class JournalFile
{
    /// <summary>Each line as it stands and as it reads; none where there is no file.</summary>
    public static IEnumerable<(string Text, JournalLine Line)> Lines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (var text in File.ReadLines(path))
        {
            if (TryRead(text) is { } line)
            {
                yield return (text, line);
            }
        }
    }

    /// <summary>Null for the last line of a process that was killed while it wrote.</summary>
    private static JournalLine? TryRead(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<JournalLine>(text, ResultsJson.Line);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
