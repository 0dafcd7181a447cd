using System.Globalization;
using System.Text.Json;

namespace SparkLoad.Results.Files;

/// <summary>Finds runs that say they are running though their process is gone, and closes them honestly.</summary>
internal static class InterruptedRuns
{
    public static void Close(string reports, TimeProvider time)
    {
        foreach (var folder in Directory.EnumerateDirectories(reports))
        {
            var path = Path.Combine(folder, RunFiles.Results);
            if (!File.Exists(path) || RunLock.IsHeld(folder))
            {
                continue;
            }

            if (Read(path) is { Run.State: RunState.Running } run)
            {
                AtomicFile.Write(path, JsonSerializer.Serialize(Closed(run, folder, time), ResultsJson.Document));
                RunLock.Remove(folder);
            }
        }
    }

    /// <summary>Null for a damaged file, which is left as it is for whoever wants to look into it.</summary>
    private static RunResult? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<RunResult>(File.ReadAllText(path), ResultsJson.Document);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static RunResult Closed(RunResult run, string folder, TimeProvider time)
    {
        var brokeOffAt = LastSignOfLife(folder) ?? time.GetUtcNow();
        return run with
        {
            Run = run.Run with { State = RunState.Interrupted, EndedAt = brokeOffAt },
            Scenarios = [.. run.Scenarios.Select(scenario => scenario.EndedAt is null ? Closed(scenario, folder, brokeOffAt) : scenario)],
        };
    }

    private static ScenarioResult Closed(ScenarioResult scenario, string folder, DateTimeOffset brokeOffAt)
    {
        var measured = BrokenOffLoad.Measure(scenario.Id, folder);
        return scenario with
        {
            Verdict = ScenarioVerdict.Inconclusive,
            Reason = string.Create(CultureInfo.InvariantCulture, $"broke off at {brokeOffAt:yyyy-MM-dd HH:mm:ss} UTC: {measured}"),
            EndedAt = brokeOffAt,
        };
    }

    private static DateTimeOffset? LastSignOfLife(string folder) => new[] { RunFiles.Series, RunFiles.Journal, RunFiles.Results }
        .Select(name => new FileInfo(Path.Combine(folder, name)))
        .Where(file => file.Exists)
        .Select(file => (DateTimeOffset?)new DateTimeOffset(file.LastWriteTimeUtc))
        .Max();
}
