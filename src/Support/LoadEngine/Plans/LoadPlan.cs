using System.Globalization;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>One load as the feature states it. <see cref="Validated"/> refuses what cannot be run.</summary>
public sealed record LoadPlan
{
    private static readonly TimeSpan ShortestDrain = TimeSpan.FromSeconds(60);
    private readonly TimeSpan? _drainLimit;

    /// <summary>A load of one query, named after it, unless <see cref="Name"/> and <see cref="Mix"/> say otherwise.</summary>
    public LoadPlan(string query, LoadShape shape) => (Name, Mix, Shape) = (query, [new QueryShare(query)], shape);

    /// <summary>Names the load in results and in the criteria table's load column.</summary>
    public string Name { get; init; }

    /// <summary>The queries; at least one.</summary>
    public IReadOnlyList<QueryShare> Mix { get; init; }

    /// <summary>How its queries are asked, and for how long.</summary>
    public LoadShape Shape { get; init; }

    /// <summary>What is done at each planned start; default <see cref="Asking.Answer"/>.</summary>
    public Asking Asking { get; init; } = Asking.Answer;

    /// <summary>Sessions; 1 to 10,000.</summary>
    public int Clients => Shape.Clients;

    /// <summary>Before scaling; of all rounds together.</summary>
    public TimeSpan StatedDuration => Shape.Duration * Rounds.Stated;

    /// <summary>The factor on the stated durations; default 1.</summary>
    public DurationScale Scale { get; init; }

    /// <summary>The scaled duration.</summary>
    public TimeSpan Duration => Scale.Apply(Shape.Duration) * Rounds.Executed;

    /// <summary>Stated time of the same load before measuring begins; default none.</summary>
    public TimeSpan WarmUp { get; init; }

    /// <summary>A query that takes longer is interrupted and counts as timed out; default 60 s.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long after the load's duration answers are waited for and overdue starts are caught up: as long as a query may take, at least 60
    /// s.
    /// </summary>
    public TimeSpan DrainLimit
    {
        get => _drainLimit ?? (QueryTimeout > ShortestDrain ? QueryTimeout : ShortestDrain);
        init => _drainLimit = value;
    }

    /// <summary>Queries of an open load under way at once; starts beyond it count as never started. Default 1,000.</summary>
    public int MaxInFlight { get; init; } = 1000;

    /// <summary>Rows of parameters are drawn at random; default is one after the other, beginning again after the last.</summary>
    public bool RandomParameters { get; init; }

    /// <summary>Seed of all that is drawn at random; null is 1, so that every run can be repeated.</summary>
    public long? Seed { get; init; }

    /// <summary>When to give up; default never.</summary>
    public AbandonRule? Abandon { get; init; }

    /// <summary>How often all connections are cut while the load runs; null (default) for never.</summary>
    public TimeSpan? CutEvery { get; init; }

    /// <summary>When the server is killed and started again, before scaling; null (default) for never.</summary>
    public TimeSpan? KilledAfter { get; init; }

    /// <summary>Clients open a new session when the server no longer has theirs; default false.</summary>
    public bool RenewsSessions { get; init; }

    /// <summary>When the server is killed, scaled with the load; null for never.</summary>
    public TimeSpan? Kill => Duration * (KilledAfter / StatedDuration);

    /// <summary>The side of a comparison that this load measures, or null.</summary>
    public string? Side { get; init; }

    /// <summary>The query's name, or those of the mix joined by <c>, </c>.</summary>
    public string Query => string.Join(", ", Mix.Select(share => share.Query));

    /// <summary>Whether anything of the plan is drawn at random.</summary>
    public bool IsRandom => Shape.IsRandom || Mix.Count > 1 || (RandomParameters && HasParameters);

    /// <summary>Whether a query of it has parameters.</summary>
    public bool HasParameters => Mix.Any(share => share.ParameterRows > 0);

    /// <summary>Of all rounds of one side as one load: their number is scaled, and not how long each lasts.</summary>
    internal (int Stated, int Executed) Rounds { get; init; } = (1, 1);

    internal long EffectiveSeed => Seed ?? 1;

    /// <summary>The plan itself, if it can be run.</summary>
    /// <exception cref="PlanException">It cannot; the message says what is wrong and how to mend it.</exception>
    public LoadPlan Validated()
    {
        PlanCheck.Check(this);
        return this;
    }

    /// <summary>What the load would send, as <c>1,800 queries of "fares by passenger count" in 30 minutes</c>.</summary>
    public string Announcement()
    {
        var asked = string.Join(", ", Mix.Select(share => $"\"{share.Query}\"")) + Asking.Announced;
        var time = DurationText.Of(Scale.Apply(Shape.Duration));
        var count = Shape.Planned(Scale.Apply(Shape.Duration), EffectiveSeed);
        return Shape.IsSearch ? Say($"a search for the capacity of {asked} ({string.Join("; ", Shape.Words().Select(said => said.Words))})")
            : count is { } planned ? Say($"{planned:#,0} {(planned == 1 ? "query" : "queries")} of {asked} in {time}{Befalls}")
            : Say($"as many queries of {asked} as {Clients} {(Clients == 1 ? "client gets" : "clients get")} answered ")
                + $"one after the other in {time}{Befalls}";
    }

    private string Befalls => (CutEvery is { } every ? $", with all connections cut every {DurationText.Of(every)}," : "")
        + (Kill is { } kill ? $", with the server killed after {DurationText.Of(kill)} and started again," : "");

    /// <summary>Everything that shapes the load, in words by its name. Two loads with the same words are the same load.</summary>
    internal IReadOnlyDictionary<string, string> Words()
    {
        var words = new Dictionary<string, string>
        {
            ["model"] = Shape.Kind,
            ["queries"] = Mix.Count == 1 ? Query : string.Join(", ", Mix.Select(share => Say($"{share.Query} {share.Weight:0.####}"))),
            ["clients"] = Say($"{Clients}"),
            ["duration"] = DurationText.Of(Duration),
            ["warm-up"] = DurationText.Of(Scale.Apply(WarmUp)),
            ["a query may take"] = DurationText.Of(QueryTimeout),
            ["queries in flight"] = Say($"at most {MaxInFlight}"),
        };
        foreach (var (name, said) in Shape.Words())
        {
            words.Add(name, said);
        }

        if (Asking.Words is { } askedFor)
        {
            words["asked for"] = askedFor;
        }

        if (CutEvery is { } every)
        {
            words["connections"] = $"cut every {DurationText.Of(every)}";
        }

        if (Kill is { } kill)
        {
            words["server"] = $"killed after {DurationText.Of(kill)} and started again";
        }

        if (RenewsSessions)
        {
            words["a session that is gone"] = "opened anew";
        }

        if (HasParameters)
        {
            var rows = Mix.Where(share => share.ParameterRows > 0).Select(share => Say($"{share.ParameterRows} rows of \"{share.Query}\""));
            words["parameters"] = $"{string.Join(", ", rows)}, {(RandomParameters ? "drawn at random" : "one after the other")}";
        }

        if (IsRandom)
        {
            words["random seed"] = Say($"{EffectiveSeed}");
        }

        return words;
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One query of a load's mix.</summary>
/// <param name="Query">The query's name, as features use it.</param>
/// <param name="Weight">Its share relative to the other weights; above 0, default 1.</param>
public sealed record QueryShare(string Query, double Weight = 1)
{
    /// <summary>Rows of its parameters; 0 (default) where it has none.</summary>
    public int ParameterRows { get; init; }

    /// <summary>It writes a row of its parameters to a table, and its file says how they are read back; default false.</summary>
    public bool TellsItsRows { get; init; }

    /// <summary>
    /// Checksums of the right answers, one a row of its parameters or a single one where it has none; empty (default) where answers are not
    /// judged.
    /// </summary>
    public IReadOnlyList<ulong> References { get; init; } = [];

    internal ulong? ReferenceOf(int? row) => References.Count == 0 ? null : References[row ?? 0];
}

/// <summary>When a load is given up: more than a share of the queries that end fail, for so long without a better second between.</summary>
/// <param name="FailedShare">0 to 1; as 0.5 for "more than half".</param>
/// <param name="For">How long that must last.</param>
public sealed record AbandonRule(double FailedShare, TimeSpan For);
