using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>The run in Markdown, short enough for a comment below a pull request.</summary>
internal static class Summary
{
    // GitHub takes 65,536 characters for a comment.
    private const int MostCriteria = 60;
    private const int MostOfAllCriteria = 150;
    private const int MostScenarios = 60;

    public static async Task WriteAsync(TextWriter writer, Run run)
    {
        var evidence = RunEvidence.Of(run);
        await writer.WriteLineAsync($"## {MarkdownText.Of(Headline.Acceptance(run))}\n");
        await writer.WriteLineAsync($"**{evidence.Word}.** {MarkdownText.Of(evidence.Meaning)}\n");
        await writer.WriteLineAsync($"{MarkdownText.Of(Headline.Sentence(run))}\n");
        if (run.Info.State != RunState.Finished)
        {
            await writer.WriteLineAsync(
                run.Info.State == RunState.Running ? "The run is still under way.\n" : "The run was interrupted before its end.\n");
        }

        if (run.Scenarios.Count == 0)
        {
            return;
        }

        await writer.WriteLineAsync("| | scenario | Spark | evidence | deciding criterion |\n|---|---|---|---|---|");
        foreach (var scenario in run.Scenarios.Take(MostScenarios).Select(view => view.Result))
        {
            await writer.WriteLineAsync($"| {Sign(scenario.Verdict)} {Words.Of(scenario.Verdict)} | {Name(scenario)} | "
                + $"{Version(scenario)} | {EvidenceOf(scenario)} | {Deciding(scenario)} |");
        }

        if (run.Scenarios.Count > MostScenarios)
        {
            await writer.WriteLineAsync($"\n{run.Scenarios.Count - MostScenarios} more scenarios are on the page.");
        }

        await WriteUnmetAsync(writer, run);
        await WriteAllAsync(writer, run);
        await writer.WriteLineAsync(
            $"\nRun `{run.Name}`, suite {MarkdownText.Of(run.Info.Suite.Version)}. The full page is `index.html` in the run's folder.");
    }

    private static async Task WriteUnmetAsync(TextWriter writer, Run run)
    {
        var rows = Rows(run).Where(row => row.Criterion.Verdict is CriterionVerdict.NotMet or CriterionVerdict.Inconclusive)
            .Take(MostCriteria)
            .ToList();
        if (rows.Count > 0)
        {
            await WriteTableAsync(writer, rows);
        }

        foreach (var sharing in run.Scenarios.Take(MostScenarios).Select(view => view.Result)
            .Where(scenario => scenario.Verdict != ScenarioVerdict.Passed && scenario.Reason is not null)
            .GroupBy(scenario => (scenario.Verdict, Reason: Plain.Text(scenario.Reason!, 600))))
        {
            var names = string.Join(", ", sharing.Select(scenario => $"**{Name(scenario)}**"));
            await writer.WriteLineAsync($"\n* {names} ({Words.Of(sharing.Key.Verdict)}): {MarkdownText.Of(sharing.Key.Reason)}");
        }
    }

    /// <summary>Every criterion, folded away: a comment is to be short.</summary>
    private static async Task WriteAllAsync(TextWriter writer, Run run)
    {
        var rows = Rows(run).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        await writer.WriteLineAsync($"\n<details><summary>All {Figures.Plural(rows.Count, "criterion", "criteria")}</summary>");
        await WriteTableAsync(writer, rows.Take(MostOfAllCriteria));
        if (rows.Count > MostOfAllCriteria)
        {
            await writer.WriteLineAsync($"\n{rows.Count - MostOfAllCriteria} more are on the page.");
        }

        await writer.WriteLineAsync("\n</details>");
    }

    private static async Task WriteTableAsync(TextWriter writer, IEnumerable<(ScenarioResult Scenario, CriterionResult Criterion)> rows)
    {
        await writer.WriteLineAsync("\n| scenario | measure | must be | measured | margin | verdict |\n|---|---|---|---|---|---|");
        foreach (var (scenario, row) in rows)
        {
            var measure = row.Load is null ? row.Measure : $"{row.Measure} ({row.Load})";
            var margin = row.Margin is { } share && double.IsFinite(share) ? Figures.SignedPercent(share) : "–";
            await writer.WriteLineAsync(
                $"| {Name(scenario)} | {Cell(measure)} | {Cell(row.MustBe)} | {Cell(row.MeasuredText)} | {margin} | {Sign(row.Verdict)} "
                    + $"{Words.Of(row.Verdict)} |");
        }
    }

    private static IEnumerable<(ScenarioResult Scenario, CriterionResult Criterion)> Rows(Run run) =>
        run.Scenarios.Select(view => view.Result).SelectMany(scenario => scenario.Criteria.Select(criterion => (scenario, criterion)));

    // The reason of one without criteria stands below, once for all that share it.
    private static string Deciding(ScenarioResult scenario) => scenario.Criteria.Count == 0 ? "–" : Cell(Tightest.Of(scenario));

    private static string EvidenceOf(ScenarioResult scenario) =>
        scenario.Verdict == ScenarioVerdict.NotRun ? "none" : Words.Of(scenario.Evidence);

    private static string Name(ScenarioResult scenario) =>
        Cell(scenario.Scenario) + (scenario.Example is null ? "" : $" ({Cell(scenario.Example)})");

    private static string Version(ScenarioResult scenario) =>
        MarkdownText.Of(Plain.Text(scenario.Target is { } target ? Words.Of(target) : "–", 60));

    private static string Cell(string text) => MarkdownText.Of(Plain.Text(text, 120));

    private static string Sign(ScenarioVerdict verdict) => Signs(Looks.Of(verdict));

    private static string Sign(CriterionVerdict verdict) => Signs(Looks.Of(verdict));

    private static string Signs(string look) => look switch { "good" => "✅", "bad" => "❌", "open" => "❔", _ => "➖" };
}
