using SparkLoad.Results;
using SparkLoad.Results.Files;
using SparkLoad.Results.Text;

namespace SparkLoad.Cli.Watching;

/// <summary>A run as its folder shows it while it goes on. Reading it again costs only what is new.</summary>
internal sealed class RunInProgress(string folder, TimeProvider time)
{
    // The process may not be seen from here, as from another container: then the files tell.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    private readonly LineReader<JournalLine> _journal = new(Path.Combine(folder, RunFiles.Journal));
    private readonly LineReader<SeriesLine> _series = new(Path.Combine(folder, RunFiles.Series));
    private readonly Dictionary<(string Scenario, string Load), LoadSoFar> _loads = [];

    public string Name => Path.GetFileName(folder);

    /// <summary>In a sentence, why there is nothing to watch; null where there is.</summary>
    public string? WhyNone()
    {
        if (!File.Exists(Path.Combine(folder, RunFiles.Results)))
        {
            return $"No run is under way: '{folder}' holds none. Start one with \"dotnet test\", or name the reports folder of another.";
        }

        var run = ResultsFile.Read(folder).Run;
        return run.State != RunState.Running
            ? $"No run is under way: {Name} {(run.State == RunState.Finished ? "ended" : "broke off")}"
                + $"{(run.EndedAt is { } end ? $" {Moments.Text(end)}" : "")}. Its page is {Path.Combine(folder, RunFiles.Page)}"
            : IsSilent ? $"No run is under way: {Name} broke off without a word. Its folder is {folder}"
            : null;
    }

    /// <summary>How the run stands now; one whose process is gone has broken off, whatever its results say.</summary>
    /// <exception cref="RunFolderException">There are no readable results any more.</exception>
    public RunResult Read()
    {
        var result = ResultsFile.Read(folder);
        _series.ReadNew(line => Of(line.Scenario, line.Load).Add(line));
        _journal.ReadNew(line => Of(line.Scenario, line.Load).Add(line));
        return result.Run.State == RunState.Running && IsSilent
            ? result with { Run = result.Run with { State = RunState.Interrupted } }
            : result;
    }

    /// <summary>What a load has done so far.</summary>
    public LoadSoFar Of(string scenario, string load)
    {
        if (!_loads.TryGetValue((scenario, load), out var known))
        {
            _loads[(scenario, load)] = known = new();
        }

        return known;
    }

    private bool IsSilent => !InterruptedRuns.IsAlive(folder)
        && !(time.GetUtcNow() - RunFiles.NewestChange(folder, RunFiles.Results, RunFiles.Series, RunFiles.Journal) < Silence);
}
