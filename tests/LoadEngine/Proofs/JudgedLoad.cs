using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>One load as its rows are judged by it: which queries count, how long it lasted, and what is not its service's doing.</summary>
internal sealed class JudgedLoad
{
    public const long Second = TimeSpan.TicksPerSecond;
    private readonly LoadHappened _load;

    public JudgedLoad(ProofScenario scenario, Carried carried, LoadHappened load)
    {
        (Scenario, Carried, _load) = (scenario, carried, load);
        Counted = [.. All.Where(query => !query.First)];
        Ended = Math.Min(DurationOf(load.Plan), carried.Cancelled);
        Abandoned = AbandonedAt();
        Pauses = PausesOf(carried);
    }

    public ProofScenario Scenario { get; }

    public Carried Carried { get; }

    public LoadPlan Plan => _load.Plan;

    public IReadOnlyList<Query> All => _load.Queries;

    public IReadOnlyDictionary<int, double> FirstInWarmUp => _load.FirstInWarmUp;

    /// <summary>All but the first query of each session.</summary>
    public IReadOnlyList<Query> Counted { get; }

    /// <summary>When the load was given up by its rule, in ticks; null if it was not.</summary>
    public long? Abandoned { get; }

    /// <summary>How much of the load there was.</summary>
    public long Measured => Abandoned ?? Ended;

    /// <summary>The run was ended before the load was over, or before a generator that stood still had sent all of it.</summary>
    public bool IsBrokenOff => Abandoned is null && (Ended < DurationOf(Plan) || (Carried.Cancelled < long.MaxValue && All.Count
        < Plan.Shape.Planned(TimeSpan.FromTicks(DurationOf(Plan)), Plan.Seed ?? 1)));

    /// <summary>When the generator was paused, as far as it can know.</summary>
    public IReadOnlyList<(long From, long To)> Pauses { get; }

    public bool IsRehearsal => Scenario.Evidence == EvidenceKind.Rehearsal;

    private long Ended { get; }

    /// <summary>The scaled duration: never below 5 s, or the stated one if that is shorter.</summary>
    public static long DurationOf(LoadPlan plan)
    {
        var stated = plan.StatedDuration.Ticks;
        return plan.Scale.IsFull ? stated : Math.Min(stated, Math.Max(5 * Second, (long)Math.Round(stated * plan.Scale.Factor)));
    }

    /// <summary>A pause of the generator, or the end of the run, lies in this time.</summary>
    public bool IsDisturbed(long from, long to) => to >= Carried.Cancelled || Pauses.Any(pause => pause.From < to && pause.To > from);

    public bool IsDisturbed(Query query) => IsDisturbed(query.Planned, query.Over);

    public bool IsCutOff(Query query) => !query.Answered && query.Over >= Carried.Cancelled;

    // More than a share of the queries that end in a second fail, for so long without a better second between; one in which none ends does
    // not count.
    private long? AbandonedAt()
    {
        if (Plan.Abandon is not { } rule)
        {
            return null;
        }

        var (seen, from) = (0, 0L);
        long? since = null;
        foreach (var (over, at) in _load.Seconds)
        {
            var ended = All.Skip(seen).Take(over - seen).Where(query => query.Told <= Ended && !IsCutOff(query)).ToArray();
            if (from < Ended && ended.Length > 0)
            {
                since = ended.Count(query => !query.Answered) > rule.FailedShare * ended.Length ? since ?? from : null;
                if (since is { } failing && Math.Min(at, Ended) - failing >= rule.For.Ticks)
                {
                    return Math.Min(at, Ended);
                }
            }

            (seen, from) = (over, at);
        }

        return null;
    }

    // A look that is due every 50 ms and comes more than 50 ms late is a pause, from the last look that came in time.
    private static List<(long From, long To)> PausesOf(Carried carried)
    {
        if (carried.Freezes.Count == 0)
        {
            return [];
        }

        var looks = new List<long>(carried.Looks);
        for (var at = 500_000L; at <= carried.Looks[^1]; at += 500_000)
        {
            foreach (var (from, to) in carried.Freezes)
            {
                at = at > from && at < to ? to : at;
            }

            looks.Add(at);
        }

        looks.Sort();
        return [.. looks.Prepend(0).Zip(looks, (from, to) => (from, to)).Where(between => between.to - between.from > 1_000_000)];
    }
}
