using SparkLoad.Results.Checks;
using SparkLoad.Results.Text;

namespace SparkLoad.Cli.Homes;

/// <summary>What a check found, as a user reads it: what each scenario would send, then every mistake.</summary>
internal static class CheckReport
{
    public static IEnumerable<string> Of(IReadOnlyList<CheckLine> found)
    {
        foreach (var scenario in found.Where(line => line.Scenario is not null).OrderBy(line => line.File, StringComparer.Ordinal)
            .ThenBy(line => line.Line))
        {
            yield return $"{Place(scenario)}{scenario.Scenario}";
            foreach (var text in (scenario.Sends ?? []).Append(scenario.Note).OfType<string>())
            {
                yield return $"  {text}";
            }
        }

        foreach (var note in found.Where(line => line is { Scenario: null, Note: not null }))
        {
            yield return note.Note!;
        }

        CheckLine[] mistakes = [.. found.Where(line => line.Mistake is not null).OrderBy(line => line.File, StringComparer.Ordinal)
            .ThenBy(line => line.Line).Distinct()];
        yield return mistakes.Length == 0
            ? $"{Figures.Plural(found.Count(line => line.Sends is not null), "scenario")}, no mistake. Nothing was sent."
            : $"{Figures.Plural(mistakes.Length, "mistake")}:";
        foreach (var mistake in mistakes)
        {
            yield return $"{Place(mistake)}{mistake.Mistake}";
        }
    }

    private static string Place(CheckLine line) => (line.File, line.Line) switch
    {
        (null, _) => "",
        (var file, null) => $"{file}: ",
        (var file, var number) => $"{file}:{number}: ",
    };
}
