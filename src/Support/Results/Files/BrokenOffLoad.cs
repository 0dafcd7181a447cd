using System.Globalization;

namespace SparkLoad.Results.Files;

/// <summary>What the journal of a run that broke off still tells about one scenario.</summary>
internal static class BrokenOffLoad
{
    public static string Measure(string scenario, string folder)
    {
        long ended = 0, failed = 0;
        double longest = 0;
        foreach (var (_, line) in JournalFile.Lines(Path.Combine(folder, RunFiles.Journal)).Where(entry => entry.Line.Scenario == scenario && !entry.Line.Warmup))
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
}
