using System.Globalization;
using System.Text.Json;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>What the journal of a run that broke off still tells about one scenario.</summary>
internal static class BrokenOffLoad
{
    public static string Measure(string scenario, string folder)
    {
        long ended = 0, failed = 0;
        double longest = 0;
        foreach (var line in Lines(Path.Combine(folder, RunFiles.Journal)).Where(line => line.Scenario == scenario && !line.Warmup))
        {
            ended++;
            failed += line.Outcome == QueryOutcome.Succeeded ? 0 : 1;
            longest = Math.Max(longest, line.Outcome == QueryOutcome.Succeeded && line.Ended is { } end ? end - line.Planned : 0);
        }

        return ended == 0
            ? "no query had ended"
            : string.Create(
                CultureInfo.InvariantCulture, $"{ended} queries had ended, {failed} of them failed, the longest answer took {longest:0} ms");
    }

    private static IEnumerable<JournalLine> Lines(string path)
    {
        if (!File.Exists(path))
        {
            yield break;
        }

        foreach (var text in File.ReadLines(path))
        {
            if (TryRead(text) is { } line)
            {
                yield return line;
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
