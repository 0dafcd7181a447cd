using SparkLoad.LivingDoc.Model;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Reading;

/// <summary>The folder in which runs leave their folders.</summary>
internal static class ReportsFolder
{
    private static readonly string[] Traces = [RunFiles.Results, RunFiles.Journal, RunFiles.Series, RunFiles.Lock];

    /// <summary>All runs, the newest first; a damaged one is listed with its problem.</summary>
    /// <exception cref="RunFolderException">There is no such folder.</exception>
    public static IReadOnlyList<RunEntry> Read(string path)
    {
        if (!Directory.Exists(path))
        {
            throw new RunFolderException($"The folder '{path}' does not exist. Name the folder that holds the runs' folders.");
        }

        var entries = new List<RunEntry>();
        foreach (var folder in Runs(path))
        {
            entries.Add(ReadRun(folder));
        }

        return [.. entries.OrderByDescending(entry => entry.Result?.Run.StartedAt ?? entry.NewestChange)
            .ThenByDescending(entry => entry.Name, StringComparer.Ordinal)];
    }

    /// <summary>The folders of runs; none where there is no such folder.</summary>
    public static IEnumerable<string> Runs(string path) => !Directory.Exists(path) ? [] : Directory.EnumerateDirectories(path)
        .Where(folder => Path.GetFileName(folder) is [not '.', ..] && Traces.Any(trace => File.Exists(Path.Combine(folder, trace))));

    /// <summary>When a run last wrote anything; long ago where it never did.</summary>
    public static DateTimeOffset NewestChange(string folder) => RunFiles.NewestChange(folder, Traces) ?? DateTimeOffset.UnixEpoch;

    /// <summary>One run; a damaged one with its problem.</summary>
    public static RunEntry ReadRun(string folder)
    {
        var name = Path.GetFileName(folder);
        var hasPage = File.Exists(Path.Combine(folder, RunFiles.Page));
        var newest = NewestChange(folder);
        try
        {
            return new(name, Light(ResultsFile.Read(folder)), null, hasPage, newest);
        }
        catch (RunFolderException problem)
        {
            return new(name, null, problem.Message, hasPage, newest);
        }
    }

    // Of 200 runs the histograms would be most of what is held, and history shows none of them.
    private static RunResult Light(RunResult result) => result with
    {
        Scenarios = [.. result.Scenarios
            .Select(scenario => scenario with { Loads = [.. scenario.Loads.Select(Light)], Resources = null, Errors = [] })],
    };

    private static LoadResult Light(LoadResult load) => load with
    {
        LatencyMs = new(
            load.LatencyMs.Service with { Histogram = null },
            load.LatencyMs.Scheduled with { Histogram = null },
            load.LatencyMs.DispatchDelay with { Histogram = null }),
    };
}
