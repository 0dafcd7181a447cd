using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Text;
using SparkLoad.LoadEngine.Results;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>The run in Markdown, short enough for a comment below a pull request.</summary>
internal static class Summary
{
    private const int MostCriteria = 60;
    private const int MostScenarios = 60;

    public static async Task WriteAsync(TextWriter writer, Run run)
    {
        var evidence = Evidence.Of(run);
        await writer.WriteLineAsync($"## {MarkdownText.Of(Headline.Outcome(run))}\n");
        await writer.WriteLineAsync($"**{evidence.Word}.** {MarkdownText.Of(evidence.Meaning)}\n");
        await writer.WriteLineAsync($"{MarkdownText.Of(Headline.Sentence(run))}\n");
        if (run.Info.State != RunState.Finished)
        {
            await writer.WriteLineAsync(run.Info.State == RunState.Running ? "The run is still under way.\n" : "The run broke off before its end.\n");
        }

        if (run.Scenarios.Count == 0)
        {
            return;
        }

        await writer.WriteLineAsync("| | scenario | Spark | worth |\n|---|---|---|---|");
        foreach (var scenario in run.Scenarios.Take(MostScenarios).Select(view => view.Result))
        {
            await writer.WriteLineAsync($"| {Sign(scenario.Verdict)} {Words.Of(scenario.Verdict)} | {Name(scenario)} | {Version(scenario)} | {Words.Of(scenario.Evidence)} |");
        }

        if (run.Scenarios.Count > MostScenarios)
        {
            await writer.WriteLineAsync($"\n{run.Scenarios.Count - MostScenarios} more scenarios are in the page.");
        }

        await WriteUnmetAsync(writer, run);
        await writer.WriteLineAsync($"\nRun `{run.Name}`, suite {MarkdownText.Of(run.Info.Suite.Version)}. The whole page is `index.html` in the run's folder.");
    }

    private static async Task WriteUnmetAsync(TextWriter writer, Run run)
    {
        var rows = run.Scenarios.Select(view => view.Result).SelectMany(scenario => scenario.Criteria
            .Where(criterion => criterion.Verdict is CriterionVerdict.NotMet or CriterionVerdict.Inconclusive)
            .Select(criterion => (scenario, criterion))).ToList();
        if (rows.Count > 0)
        {
            await writer.WriteLineAsync("\n| scenario | measure | must be | measured | verdict |\n|---|---|---|---|---|");
            foreach (var (scenario, row) in rows.Take(MostCriteria))
            {
                await writer.WriteLineAsync(
                    $"| {Name(scenario)} | {Cell(row.Measure)} | {Cell(row.MustBe)} | {Cell(row.MeasuredText)} | {Sign(row.Verdict)} {Words.Of(row.Verdict)} |");
            }
        }

        foreach (var scenario in run.Scenarios.Take(MostScenarios).Select(view => view.Result).Where(scenario => scenario.Verdict != ScenarioVerdict.Passed && scenario.Reason is not null))
        {
            await writer.WriteLineAsync($"\n* **{Name(scenario)}** ({Words.Of(scenario.Verdict)}): {MarkdownText.Of(Plain.Text(scenario.Reason, 600))}");
        }
    }

    private static string Name(ScenarioResult scenario) =>
        Cell(scenario.Scenario) + (scenario.Example is null ? "" : $" ({Cell(scenario.Example)})");

    private static string Version(ScenarioResult scenario) =>
        MarkdownText.Of(Plain.Text(scenario.Target?.ReportedVersion ?? scenario.Target?.StatedVersion ?? "–", 40));

    private static string Cell(string text) => MarkdownText.Of(Plain.Text(text, 120));

    private static string Sign(ScenarioVerdict verdict) => Signs(Words.Look(verdict));

    private static string Sign(CriterionVerdict verdict) => Signs(Words.Look(verdict));

    private static string Signs(string look) => look switch { "good" => "✅", "bad" => "❌", "open" => "❔", _ => "➖" };
}
