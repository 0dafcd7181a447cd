using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>
/// A load whose queries have planned starts. They are absolute: a start never depends on when an earlier one really happened.
/// </summary>
public abstract record ScheduledLoad : LoadShape
{
    /// <summary>Queries per second.</summary>
    private const double HighestRate = 100_000;

    private protected ScheduledLoad(int clients, TimeSpan duration)
        : base(clients, duration)
    {
    }

    public ArrivalPattern Pattern { get; init; }

    internal override bool IsRandom => Pattern == ArrivalPattern.Poisson;

    /// <summary>Queries per second of one client at the busiest moment.</summary>
    private protected abstract double Busiest { get; }

    private protected string Arrivals => Pattern == ArrivalPattern.Poisson ? "at random" : "even";

    /// <summary>
    /// The planned starts of one client, in ticks of 100 ns since the load began, one after the other. Constant in memory.
    /// </summary>
    internal IEnumerable<long> Starts(int client, TimeSpan duration, long seed) =>
        (IsRandom ? AtRandom(client, duration, seed) : Evenly(client, duration)).TakeWhile(start => start < duration.Ticks);

    /// <summary>The planned starts of all clients in their order; of those at one moment the lowest client comes first.</summary>
    internal IEnumerable<(long Planned, int Client)> InOrder(TimeSpan duration, long seed)
    {
        var next = new PriorityQueue<IEnumerator<long>, (long Planned, int Client)>();
        for (var client = 0; client < Clients; client++)
        {
            Plan(Starts(client, duration, seed).GetEnumerator(), client);
        }

        while (next.TryDequeue(out var starts, out var start))
        {
            yield return start;
            Plan(starts, start.Client);
        }

        void Plan(IEnumerator<long> starts, int client)
        {
            if (starts.MoveNext())
            {
                next.Enqueue(starts, (starts.Current, client));
            }
        }
    }

    internal override long? Planned(TimeSpan duration, long seed) =>
        Enumerable.Range(0, Clients).Sum(client => Starts(client, duration, seed).LongCount());

    internal override void Check(PlanCheck check, long seed)
    {
        var busiest = Busiest * Clients;
        PlanCheck.Require(
            busiest <= HighestRate,
            $"The load \"{check.Load}\" asks {busiest:#,0.###} times per second; {HighestRate:#,0} can be planned. State a lower rate.");
        PlanCheck.Require(
            Enumerable.Range(0, Clients).Any(client => Starts(client, Duration, seed).Any()),
            $"The load \"{check.Load}\" plans no query in {DurationText.Of(Duration)}; make it longer, raise the rate or change the seed.");
    }

    internal override IQueryStarts Begin(LoadExecution load, QueryExecutor executor) =>
        new OpenStarts(this, load, executor);

    /// <summary>The second by which so many queries of one client are due, in a load that lasts this long; null beyond its end.</summary>
    private protected abstract Func<double, double?> Curve(TimeSpan duration);

    /// <summary>The starts of one client at equal distances.</summary>
    private protected virtual IEnumerable<long> Evenly(int client, TimeSpan duration)
    {
        var curve = Curve(duration);
        for (long n = 0; curve(n) is { } second; n++)
        {
            yield return (long)(second * TimeSpan.TicksPerSecond);
        }
    }

    private IEnumerable<long> AtRandom(int client, TimeSpan duration, long seed)
    {
        var curve = Curve(duration);
        var random = new Random(unchecked((int)SplitMix.Mix(seed, client)));
        for (var due = Gap(random); curve(due) is { } second; due += Gap(random))
        {
            yield return (long)(second * TimeSpan.TicksPerSecond);
        }
    }

    // Gaps of a Poisson process are exponential; along a curve they are so in the number of queries due.
    private static double Gap(Random random) => -Math.Log(1 - random.NextDouble());
}

/// <summary>How the starts of a schedule are spread.</summary>
public enum ArrivalPattern
{
    /// <summary>At equal distances.</summary>
    Even,

    /// <summary>At random, independent of each other, with the stated rate on average.</summary>
    Poisson,
}
