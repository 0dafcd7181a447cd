using System.Globalization;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Who carries a scenario's load in turn with our own client on the scenario's Spark.</summary>
/// <param name="Name">As criteria write it after <c>compared with</c>.</param>
/// <param name="Target">Another Spark, which our own client asks; null for PySpark, which asks the same Spark.</param>
/// <param name="Rounds">Rounds as stated.</param>
internal sealed record OtherSide(string Name, ISparkTarget? Target, int Rounds)
{
    /// <summary>What a step that names it states.</summary>
    public const string Statement = "with whom the load alternates";

    private const string OwnClient = "this client";

    public static OtherSide Python(int rounds) => new("Python", null, rounds);

    public static OtherSide Spark(ISparkTarget target, int rounds) => new(SparkName(target), target, rounds);

    /// <summary>Rounds that are carried: in a shortened run fewer, never less than one.</summary>
    public int Carried(DurationScale scale) => scale.IsFull ? Rounds : Math.Max(1, (int)Math.Round(Rounds * scale.Factor));

    /// <summary>What the two sides are called, the judged one first.</summary>
    public (string Judged, string Other) Names(ISparkTarget judged) => Target is null ? (OwnClient, Name) : (SparkName(judged), Name);

    /// <summary>The load as one side carries it.</summary>
    public LoadPlan PlanOf(LoadPlan plan, string side) => plan with { Name = $"{plan.Name} {(Target is null ? "by" : "on")} {side}", Side = side };

    /// <summary>The rows as either side is judged by them: there is one load, and each side gives it a name of its own.</summary>
    public static CriteriaSet RowsOf(CriteriaSet criteria) => CriteriaSet.Parse(criteria.Rows.Select(row => row with { Load = null }));

    /// <summary>Why a scenario cannot be compared as it is stated; null where it can.</summary>
    public string? Unfit(IReadOnlyList<LoadPlan> plans, LoadTerms terms, bool profiled) =>
        Rounds < 1 ? string.Create(CultureInfo.InvariantCulture, $"a comparison takes at least one round, not {Rounds}")
        : plans.Count > 1 ? "a scenario that compares has one load, which both sides carry in turn; state the others in scenarios of their own"
        : profiled ? "a scenario that compares cannot be profiled: the profile would be measured, too"
        : Target is null && plans.Any(plan => !plan.Shape.SuitsExternalClients)
            ? "PySpark has one query at a time in each session: state the load as clients, for example \"one client asks … 10 times per second for 5 seconds\""
        : terms.Abandon is { } rule
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"a scenario that compares is never abandoned, for its rounds are short and begin anew: leave out \"the run is abandoned once more than {rule.FailedShare * 100:0.##}% of the queries fail for {rule.For.TotalSeconds:0.###} seconds\"")
        : Target is null && terms.Clients.Retries == Retries.Brief
            ? "PySpark has no such policy, so \"transient errors are retried for up to 4 seconds\" would apply to this client only: write \"transient errors are retried as PySpark does\", or leave the step out"
        : null;

    private static string SparkName(ISparkTarget target) => $"Spark {target.Info.StatedVersion}";
}
