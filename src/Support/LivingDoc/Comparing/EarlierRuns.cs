using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Reading;

namespace SparkLoad.LivingDoc.Comparing;

/// <summary>The earlier runs of the reports folder. One is read when a scenario needs it, and only once: a load may be under way.</summary>
internal sealed class EarlierRuns
{
    private const int MostRead = 50;

    private readonly string _reports;
    private readonly Queue<string> _unread;
    private readonly List<RunEntry> _read = [];

    public EarlierRuns(string folder)
    {
        var run = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        _reports = Path.GetDirectoryName(run) ?? run;
        // The names of runs begin with their time.
        _unread = new(ReportsFolder.Runs(_reports)
            .Where(other => StringComparer.Ordinal.Compare(Path.GetFileName(other), Path.GetFileName(run)) < 0)
            .OrderByDescending(Path.GetFileName, StringComparer.Ordinal)
            .Take(MostRead));
    }

    /// <summary>The run, its finished scenarios compared with the previous run and with the baseline.</summary>
    public Run Compare(Run run) => run with
    {
        Scenarios = [.. run.Scenarios
            .Select(scenario => scenario with { Earlier = EarlierRun.All(run.Info, scenario.Result, NewestFirst(), _reports) })],
    };

    private IEnumerable<RunEntry> NewestFirst()
    {
        for (var next = 0; ; next++)
        {
            if (next == _read.Count)
            {
                if (!_unread.TryDequeue(out var folder))
                {
                    yield break;
                }

                _read.Add(ReportsFolder.ReadRun(folder));
            }

            yield return _read[next];
        }
    }
}
