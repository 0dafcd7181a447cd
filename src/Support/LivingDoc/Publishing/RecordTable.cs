using System.Globalization;
using System.Text;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Files;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Publishing;

/// <summary>The acceptance results of a record in Markdown, a row each.</summary>
internal sealed class RecordTable
{
    private const string Head = """
        | scenario | Spark | planned | failed | p50 | p95 | p99 | queries per second | client memory | verdict | date | commit |
        |---|---|--:|--:|--:|--:|--:|--:|--:|---|---|---|

        """;

    private readonly List<Row> _newest = [];
    private readonly List<Row> _others = [];

    /// <param name="folder">The record's folder.</param>
    /// <param name="history">What its runs come to.</param>
    public RecordTable(string folder, History history)
    {
        var newest = history.Scenarios.Select(scenario => scenario.Acceptance).OfType<(RunEntry Run, ScenarioResult Result)>()
            .Select(accepted => (accepted.Run.Name, accepted.Result.Id)).ToHashSet();
        foreach (var run in history.Runs.Where(run => run.Result is not null))
        {
            var results = ResultsFile.Read(Path.Combine(folder, run.Name));
            foreach (var scenario in results.Scenarios.Where(IsAcceptance))
            {
                (newest.Contains((run.Name, scenario.Id)) ? _newest : _others).Add(new(run.Name, results.Run, scenario));
            }
        }
    }

    /// <summary>The newest result of each scenario.</summary>
    /// <param name="folder">The record's folder, as links in the file that shows the table begin; empty where the file lies in it.</param>
    public string Newest(string folder) => _newest.Count == 0 ? "No acceptance run yet.\n" : Of(_newest, folder);

    /// <summary>The others: replaced by a newer result, or of a scenario that no feature has any more. Null where there are none.</summary>
    public string? Others() => _others.Count == 0 ? null : Of(_others, "");

    public static bool IsAcceptance(ScenarioResult scenario) =>
        scenario is { Evidence: EvidenceKind.Acceptance, Verdict: not ScenarioVerdict.NotRun, EndedAt: not null };

    private static string Of(IEnumerable<Row> rows, string folder)
    {
        var table = new StringBuilder(Head.ReplaceLineEndings("\n"));
        foreach (var row in rows.OrderBy(row => row.Scenario.FeatureUri, StringComparer.Ordinal)
            .ThenBy(row => row.Scenario.Scenario, StringComparer.Ordinal))
        {
            table.Append("| ").AppendJoin(" | ", Cells(row, folder)).Append(" |\n");
        }

        return table.ToString();
    }

    private static string[] Cells(Row row, string folder)
    {
        var (run, scenario) = (row.Run, row.Scenario);
        return
        [
            MarkdownText.Of(RunTable.Name(scenario)),
            MarkdownText.Of(Plain.Text(scenario.Target is { } target ? Words.Of(target) : "–", 60)),
            Of(load => Figures.Count(load.Planned)),
            Of(load => Figures.Count(load.Planned - load.Succeeded)),
            Of(load => Latency(load, "50")),
            Of(load => Latency(load, "95")),
            Of(load => Latency(load, "99")),
            Of(load => Figures.Number(load.ThroughputPerSecond)),
            scenario.Resources?.Client is { } client ? Figures.Bytes(client.PeakMemoryBytes) : "–",
            Words.Of(scenario.Verdict),
            $"[{(scenario.StartedAt ?? run.StartedAt).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}]"
                + $"({folder}{Facts.Link($"{row.Folder}/{RunFiles.Summary}")})",
            Commit(run.Suite),
        ];

        string Of(Func<LoadResult, string> figure) => string.Join(" / ", scenario.Loads.Select(figure));
    }

    private static string Latency(LoadResult load, string percentile) =>
        load.LatencyMs.Scheduled.Percentiles.GetValueOrDefault(percentile) is { } value ? Figures.Time(value) : "not reached";

    private static string Commit(SuiteInfo suite) => suite.Commit is { } commit
        ? MarkdownText.Of(commit[..Math.Min(commit.Length, 9)]) + (suite.Dirty == true ? " and changes" : "")
        : "–";

    private sealed record Row(string Folder, RunInfo Run, ScenarioResult Scenario);
}
