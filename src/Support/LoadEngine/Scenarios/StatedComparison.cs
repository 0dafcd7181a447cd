using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Measures;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results.Text;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Scenarios;

/// <summary>A comparison that a scenario states: two sides run its load in turn, round after round.</summary>
/// <param name="Subject">The side that is judged: <c>this client</c>, <c>Spark 4.1.1</c>.</param>
/// <param name="Reference">The side that it is compared with, as criteria write it: <c>Python</c>, <c>Spark 3.5.8</c>.</param>
/// <param name="Rounds">As stated.</param>
public sealed record StatedComparison(string Subject, string Reference, int Rounds)
{
    /// <summary>What an external client prepares before its rounds takes time and memory of its sessions.</summary>
    private const int MostFrames = 100;

    /// <summary>The external client that is the reference, on the same server; null (default) where it is another server.</summary>
    public string? ExternalClient { get; init; }

    /// <summary>
    /// Name of the load that the reference runs alone, while the subject also runs the scenario's other loads; null (default) where both
    /// sides run the only load.
    /// </summary>
    public string? Alone { get; init; }

    /// <summary>A load compared with itself alone.</summary>
    /// <param name="load">Its name.</param>
    /// <param name="rounds">As stated.</param>
    public static StatedComparison OfLoadAlone(string load, int rounds) =>
        new("the load alongside others", Sides.Alone, rounds) { Alone = load };

    /// <summary>Rounds that are run: in a shortened run fewer, never less than one.</summary>
    public int RoundsToRun(DurationScale scale) => scale.IsFull ? Rounds : Math.Max(1, (int)Math.Round(Rounds * scale.Factor));

    /// <summary>The load as each side runs it.</summary>
    public (LoadPlan Subject, LoadPlan Reference) PlansOf(LoadPlan load)
    {
        var joint = ExternalClient is null ? "on" : "by";
        return Alone is null
            ? (Of($"{joint} {Subject}", Subject), Of($"{joint} {Reference}", Reference))
            : (Of("alongside others", Subject), Of("alone", Reference));

        LoadPlan Of(string how, string side) => load with { Name = $"{load.Name} {how}", Side = side };
    }

    /// <summary>The loads of a scenario, the one that is compared before those alongside.</summary>
    internal IReadOnlyList<LoadPlan> InOrder(IReadOnlyList<LoadPlan> loads) =>
        Alone is null ? loads : [.. loads.Where(IsCompared), .. loads.Where(load => !IsCompared(load))];

    /// <summary>Whether both sides run the load.</summary>
    public bool IsCompared(LoadPlan load) => Alone is null || load.Name.Equals(Alone, StringComparison.OrdinalIgnoreCase);

    /// <summary>Why the scenario cannot be compared as it is stated; null where it can.</summary>
    internal string? Refusal(StatedScenario scenario)
    {
        var plan = scenario.Loads[0].Plan;
        return Rounds < 1 ? Say($"a comparison takes at least one round, not {Rounds}")
            : Alone is not null && RefusalAlone([.. scenario.Loads.Select(load => load.Plan)]) is { } alone ? alone
            : Alone is null && scenario.Loads.Count > 1
                ? "a scenario that compares has one load, which both sides run in turn; state the others in scenarios of their own"
            : scenario.Terms.Disturbs || scenario.Terms.RenewsSessions
                ? "a scenario that compares is not disturbed, because both sides would have to be alike; "
                    + "leave out what cuts connections, kills the server or opens sessions anew"
            : scenario.Profiled ? "a scenario that compares cannot be profiled, because the profile would be measured as well"
            : ExternalClient is { } external && plan.Asking.Unfit(external) is { } unfit ? unfit
            : ExternalClient is not null && !plan.Shape.SuitsExternalClients
                ? $"{ExternalClient} has one query at a time in each session: state the load as clients, "
                    + "for example \"one client asks … 10 times per second for 5 seconds\""
            : ExternalClient is not null && plan.Mix.FirstOrDefault(share => share.ParameterRows > MostFrames) is { } share
                ? Say($"{ExternalClient} prepares a query for each row of its parameters, for at most {MostFrames} rows, ")
                    + Say($"and \"{share.Query}\" has {share.ParameterRows:#,0}; give it fewer rows")
            : scenario.Loads.FirstOrDefault(load => !load.Plan.Shape.IsSteady) is { } changing
                ? $"the load \"{changing.Plan.Name}\" cannot be run in rounds: state it at one steady rate, without stages"
            : scenario.Terms.Abandon is { } rule
                ? Say($"a scenario that compares is never abandoned, because its rounds are short and begin anew: leave out ")
                    + Say($"\"the run is abandoned once more than {rule.FailedShare * 100:0.##}% of the queries fail ")
                    + Say($"for {rule.For.TotalSeconds:0.###} seconds\"")
            : ExternalClient is not null && scenario.Terms.Retries == Retries.Brief
                ? $"{ExternalClient} has no such policy, so \"transient errors are retried for up to 4 seconds\" would apply "
                    + "to this client only: "
                    + $"write \"transient errors are retried as {ExternalClient} does\", or leave the step out"
            : null;
    }

    /// <summary>Why two sides in turn do not give what a measure needs; null where they do.</summary>
    internal string? Missing(Needs need)
    {
        var why = need switch
        {
            Needs.Checksums => "no checksums of answers are made while two sides take turns",
            Needs.ServerInSight => "the server is not watched while two sides take turns",
            Needs.UnbrokenLoad => "growth is told from one load without pauses, and here two sides take turns",
            Needs.RowsOfTheTable => "both sides write to the same table",
            Needs.CountsOfRetries when ExternalClient is not null =>
                $"{ExternalClient} does not tell of them, and every row holds for both sides",
            _ => null,
        };
        return why is null ? null : $"{why}; leave the row out, or state it in a scenario that does not compare";
    }

    private string? RefusalAlone(IReadOnlyList<LoadPlan> loads) =>
        loads.FirstOrDefault(IsCompared) is not { } compared
            ? $"the load \"{Alone}\" is to be compared with itself alone, but the scenario only has "
                + string.Join(", ", loads.Select(load => $"\"{load.Name}\""))
        : loads.Count == 1
            ? $"the load \"{Alone}\" is to be compared with itself alone, but nothing runs alongside; state another load"
        : loads.FirstOrDefault(load => load.Shape.Duration != compared.Shape.Duration) is { } other
            ? $"the load \"{other.Name}\" lasts {DurationText.Of(other.Shape.Duration)} and \"{compared.Name}\" "
                + $"{DurationText.Of(compared.Shape.Duration)}; loads that run alongside in rounds last equally long"
        : null;

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
