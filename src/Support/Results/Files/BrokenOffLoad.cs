using SparkLoad.Results.Text;

namespace SparkLoad.Results.Files;

/// <summary>What the journal of a run that was interrupted still tells about one scenario.</summary>
internal static class BrokenOffLoad
{
    public static string Measure(string scenario, string folder)
    {
        long ended = 0, failed = 0;
        double longest = 0;
        new LineReader<JournalLine>(Path.Combine(folder, RunFiles.Journal)).ReadNew(line =>
        {
            if (line.Scenario != scenario || line.Warmup)
            {
                return;
            }

            ended++;
            failed += line.Outcome == QueryOutcome.Succeeded ? 0 : 1;
            longest = Math.Max(longest, line.Outcome == QueryOutcome.Succeeded && line.Ended is { } end ? end - line.Planned : 0);
        });
        return ended == 0
            ? "no query had ended"
            : $"{Figures.Count(ended)} queries had ended, {Figures.Count(failed)} of them failed, the longest answer took "
                + $"{Figures.Time(longest)}";
    }
}
