using System.Globalization;

namespace SparkLoad.Results.Files;

/// <summary>Finds runs that say they are running though their process is gone, and closes them honestly.</summary>
public static class InterruptedRuns
{
    /// <summary>Closes the run of a folder, if it says that it is running and its process is gone.</summary>
    /// <returns>Whether it did.</returns>
    public static bool Close(string folder, TimeProvider time)
    {
        if (RunLock.IsHeld(folder) || Read(folder) is not { Run.State: RunState.Running } run)
        {
            return false;
        }

        ResultsFile.Write(folder, Closed(run, folder, time));
        RunLock.Remove(folder);
        return true;
    }

    /// <summary>Whether the process that writes the folder still lives, as far as this machine can see.</summary>
    public static bool IsAlive(string folder) => RunLock.IsHeld(folder);

    internal static void CloseAll(string reports, TimeProvider time)
    {
        foreach (var folder in Directory.EnumerateDirectories(reports))
        {
            Close(folder, time);
        }
    }

    /// <summary>Null for a damaged file, which is left as it is for people who want to look into it.</summary>
    private static RunResult? Read(string folder)
    {
        try
        {
            return ResultsFile.Read(folder);
        }
        catch (RunFolderException)
        {
            return null;
        }
    }

    private static RunResult Closed(RunResult run, string folder, TimeProvider time)
    {
        var brokeOffAt = RunFiles.NewestChange(folder, RunFiles.Series, RunFiles.Journal, RunFiles.Results) ?? time.GetUtcNow();
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
            Reason = string.Create(CultureInfo.InvariantCulture, $"interrupted at {brokeOffAt:yyyy-MM-dd HH:mm:ss} UTC: {measured}"),
            EndedAt = brokeOffAt,
            // As stated: nothing was judged.
            Criteria = [],
        };
    }
}
