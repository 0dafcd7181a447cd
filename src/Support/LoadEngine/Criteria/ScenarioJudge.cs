using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>From the rows to the scenario (DESIGN §6).</summary>
public static class ScenarioJudge
{
    /// <param name="criteria">All rows, judged.</param>
    /// <param name="loads">The loads they were judged by.</param>
    /// <param name="evidence">An acceptance run in which a query of a mix was never asked is inconclusive.</param>
    /// <param name="serverRestarted">In words, how the server was seen to restart under load; null if it was not.</param>
    /// <param name="withoutEffect">In words, which step of the scenario came to nothing; null if none did.</param>
    /// <returns>The verdict, and in words why it is not <c>passed</c>.</returns>
    public static (ScenarioVerdict Verdict, string? Reason) Judge(
        IReadOnlyList<CriterionResult> criteria,
        IReadOnlyList<LoadMeasurement> loads,
        EvidenceKind evidence,
        string? serverRestarted = null,
        string? withoutEffect = null)
    {
        if (criteria.Count == 0)
        {
            return (ScenarioVerdict.Failed, "the scenario has a load but no criteria, so it proves nothing");
        }

        var reasons = new List<string>();
        reasons.AddRange(loads.Where(load => load.Abandoned).Select(load => $"the load \"{load.Plan.Name}\" was {load.BrokeOffBecause}"));
        reasons.AddRange(serverRestarted is null ? [] : [serverRestarted]);
        reasons.AddRange(Of(criteria, CriterionVerdict.NotMet)
            .Select(row => $"{Name(row)} must be {row.MustBe}, but was {row.MeasuredText}"));
        if (reasons.Count > 0)
        {
            return (ScenarioVerdict.Failed, string.Join("; ", reasons));
        }

        reasons.AddRange(loads.Where(load => load.BrokeOffBecause is not null).Select(BrokeOff));
        reasons.AddRange(Of(criteria, CriterionVerdict.Inconclusive).Select(row => $"{Name(row)} is inconclusive: {row.Note}"));
        reasons.AddRange(loads.Where(load => load.Counts.Succeeded == 0)
            .Select(load => $"no query of the load \"{load.Plan.Name}\" was answered"));
        reasons.AddRange(loads.Where(load => load.Plan.Asking.CancelAfter is not null && load.Recorder.Cancels?.Times.Count == 0)
            .Select(load => $"no query of the load \"{load.Plan.Name}\" was cancelled, because each was answered before"));
        reasons.AddRange(withoutEffect is null ? [] : [withoutEffect]);
        if (evidence == EvidenceKind.Acceptance)
        {
            reasons.AddRange(loads.SelectMany(load => load.NeverAsked
                .Select(query => $"\"{query}\" was never asked in the load \"{load.Plan.Name}\"")));
        }

        if (reasons.Count > 0)
        {
            return (ScenarioVerdict.Inconclusive, string.Join("; ", reasons.Distinct()));
        }

        return criteria.Any(row => row.Verdict == CriterionVerdict.Met)
            ? (ScenarioVerdict.Passed, null)
            : (ScenarioVerdict.Inconclusive, $"no criterion could be judged: {criteria[0].Note}");
    }

    private static IEnumerable<CriterionResult> Of(IReadOnlyList<CriterionResult> criteria, CriterionVerdict verdict) =>
        criteria.Where(row => row.Verdict == verdict);

    private static string Name(CriterionResult row) => row.Load is null ? row.Measure : $"{row.Measure} of {row.Load}";

    private static string BrokeOff(LoadMeasurement load) =>
        $"the load \"{load.Plan.Name}\" ended early after {FigureText.Of(load.Measured.TotalMilliseconds, Unit.Time)}: "
        + load.BrokeOffBecause;
}
