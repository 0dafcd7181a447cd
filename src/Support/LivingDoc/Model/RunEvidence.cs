using SparkLoad.LivingDoc.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LivingDoc.Model;

/// <summary>What the run is worth as evidence, for the band above everything else.</summary>
/// <param name="Style">Which band: <c>rehearsal</c>, <c>acceptance</c>, <c>mixed</c> or <c>none</c>.</param>
/// <param name="Word">Large enough to be read across the room.</param>
/// <param name="Meaning">What that word means for the reader.</param>
public sealed record RunEvidence(string Style, string Word, string Meaning)
{
    public static RunEvidence Of(Run run)
    {
        var loaded = run.Scenarios.Select(scenario => scenario.Result).Where(scenario => scenario.Verdict != ScenarioVerdict.NotRun)
            .Concat(run.Live.Select(live => live.Result)).ToList();
        var rehearsals = loaded.Where(scenario => scenario.Evidence == EvidenceKind.Rehearsal).ToList();
        var acceptances = loaded.Count - rehearsals.Count;
        return (rehearsals.Count, acceptances) switch
        {
            (0, 0) when run.Scenarios.Count == 0 => new("none", "No evidence yet", "No scenario has begun."),
            (0, 0) => new("none", "No evidence", "No load was sent, so nothing is known about Spark."),
            (0, _) => new("acceptance", "Acceptance", Meant(run.Info.State) + Synthetic(loaded)),
            (_, 0) => new("rehearsal", "Rehearsal", $"Not evidence about Spark. {Why(rehearsals)}"),
            _ => new(
                "mixed",
                "Partly rehearsal",
                $"{Figures.Plural(acceptances, "scenario")} {(acceptances == 1 ? "is" : "are")} evidence, {rehearsals.Count} "
                    + $"{(rehearsals.Count == 1 ? "is" : "are")} not. Each says which it is."),
        };
    }

    private static string Meant(RunState state) => state switch
    {
        RunState.Running => "A real Spark, for the full stated time: evidence, once it is over.",
        RunState.Interrupted =>
            "A real Spark, for the full stated time, but the run was interrupted: evidence only where a scenario has its verdict.",
        _ => "A real Spark, for the full stated time: what this page says is evidence.",
    };

    private static string Why(List<ScenarioResult> rehearsals)
    {
        var notes = rehearsals.CountBy(scenario => Note(scenario)).OrderByDescending(note => note.Value).Select(note => note.Key).ToList();
        if (notes.Count == 1)
        {
            return Sentence(notes[0]);
        }

        var embedded = rehearsals.Count(scenario => scenario.Target?.IsStandIn == true);
        var why = embedded == rehearsals.Count || rehearsals.Exists(scenario => scenario.EvidenceParts.BeforeRelease) ? Sentence(notes[0])
            : embedded == 0 ? "A real Spark, but only for part of the stated time."
            : "An embedded endpoint, or a real Spark for only part of the stated time.";
        return $"{why} Each scenario says which it is.";
    }

    /// <summary>What a scenario's evidence rests on, without the word that already stands next to it.</summary>
    public static string Note(ScenarioResult scenario) => Plain.Text(EvidenceWords.Grounds(scenario.EvidenceParts), 300);

    private static string Synthetic(List<ScenarioResult> scenarios) =>
        scenarios.Exists(scenario => scenario.Data?.Source == DataSource.Synthetic) ? " The data is synthetic." : "";

    private static string Sentence(string note) => note.Length == 0 ? "" : char.ToUpperInvariant(note[0]) + note[1..].TrimEnd('.') + ".";
}
