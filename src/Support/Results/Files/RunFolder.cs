using System.Globalization;
using System.Security.Cryptography;

namespace SparkLoad.Results.Files;

/// <summary>
/// The folder of one run: <c>results.json</c> as it stands after each change, every query and every second as they come.
/// Whatever happens to the process, the folder can be read, and the next run finds out that this one was interrupted.
/// </summary>
public sealed class RunFolder : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<ScenarioResult> _scenarios = [];
    private readonly CancellationTokenSource _broken = new();
    private readonly LineWriter<JournalLine> _journal;
    private readonly LineWriter<SeriesLine> _series;
    private readonly RunLock _lock;
    private readonly TimeProvider _time;
    private RunInfo _run;

    private RunFolder(string path, RunInfo run, TimeProvider time)
    {
        (FullPath, _run, _time) = (path, run, time);
        _lock = RunLock.Take(path);
        _journal = new(Path.Combine(path, RunFiles.Journal), _broken);
        _series = new(Path.Combine(path, RunFiles.Series), _broken);
    }

    public string FullPath { get; }

    public string Id => _run.Id;

    /// <summary>What has been recorded so far.</summary>
    public RunResult Result
    {
        get
        {
            lock (_gate)
            {
                return new() { Run = _run, Scenarios = [.. _scenarios] };
            }
        }
    }

    /// <summary>The name of a run's folder, for those that need it before the run: the time in UTC and a short random part.</summary>
    public static string NewName(TimeProvider time) => string.Create(
        CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");

    /// <summary>Makes the folder of a new run, names it in <c>latest</c>, and closes interrupted runs.</summary>
    /// <param name="reports">The folder for reports; made where it does not exist.</param>
    /// <param name="describe">Completes what is known of the run, given its name and start.</param>
    /// <param name="time">The clock that names the run.</param>
    /// <param name="name">A name that <see cref="NewName"/> gave; a new one where null.</param>
    /// <exception cref="RunFolderException">The folder cannot be made or written.</exception>
    public static RunFolder Create(string reports, Func<string, DateTimeOffset, RunInfo> describe, TimeProvider time, string? name = null)
    {
        try
        {
            Directory.CreateDirectory(reports);
            InterruptedRuns.CloseAll(reports, time);
            var now = time.GetUtcNow();
            var id = name ?? NewName(time);
            var path = Path.Combine(Path.GetFullPath(reports), id);
            Directory.CreateDirectory(path);
            var folder = new RunFolder(path, describe(id, now), time);
            folder.Save();
            AtomicFile.Write(Path.Combine(reports, RunFiles.Latest), id + "\n");
            return folder;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"The reports folder \"{reports}\" cannot be written ({e.Message}); name another one.", e);
        }
    }

    /// <summary>Notes that a scenario is under way, so that a reader, and the next run, know of it.</summary>
    /// <exception cref="RunFolderException">The folder cannot be written.</exception>
    public void Begin(ScenarioResult scenario) => Put(scenario);

    /// <summary>Replaces what was noted of a scenario by its result.</summary>
    /// <exception cref="RunFolderException">The folder cannot be written.</exception>
    public void Complete(ScenarioResult scenario) => Put(scenario);

    /// <summary>Adds a load to the scenario that is under way, so that a run that breaks off still says what was planned.</summary>
    public void Plan(string scenario, LoadResult planned)
    {
        if (Result.Scenarios.FirstOrDefault(known => known.Id == scenario) is { } begun)
        {
            Put(begun with { Loads = [.. begun.Loads, planned] });
        }
    }

    /// <summary>Keeps a query that has ended; never waits and never throws.</summary>
    public void Keep(JournalLine line) => _journal.Write(line);

    /// <summary>Keeps a second of a load; never waits and never throws.</summary>
    public void Keep(SeriesLine line) => _series.Write(line);

    /// <summary>Cancelled when a line could not be written.</summary>
    public CancellationToken Broken => _broken.Token;

    /// <exception cref="RunFolderException">A line could not be written.</exception>
    public void ThrowIfBroken()
    {
        _journal.ThrowIfBroken();
        _series.ThrowIfBroken();
    }

    /// <summary>Writes the last lines and says that the run is over.</summary>
    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync().ConfigureAwait(false);
        await _series.DisposeAsync().ConfigureAwait(false);
        lock (_gate)
        {
            _run = _run with { State = RunState.Finished, EndedAt = _time.GetUtcNow() };
        }

        Save();
        _lock.Dispose();
        _broken.Dispose();
    }

    private void Put(ScenarioResult scenario)
    {
        lock (_gate)
        {
            _scenarios.RemoveAll(known => known.Id == scenario.Id);
            _scenarios.Add(scenario);
        }

        Save();
    }

    private void Save()
    {
        try
        {
            lock (_gate)
            {
                ResultsFile.Write(FullPath, new() { Run = _run, Scenarios = _scenarios });
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RunFolderException($"The run's folder \"{FullPath}\" cannot be written any more ({e.Message}).", e);
        }
    }
}
