using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Comparisons;

/// <summary>
/// Rounds as a busy machine gives them: lognormal latencies, a level that drifts from one load to the next and stays with both sides
/// of a round, a level of each load's own, and stalls that hold up a cluster of queries. What belongs to the start of a side is the
/// same in all of its rounds.
/// </summary>
internal sealed class SimulatedRounds(int seed)
{
    private const int Queries = 120;
    private const double Seconds = 60;

    private readonly Random _random = new(seed);
    private double _drift;

    /// <summary>The standard deviation of single latencies, of a load's own level, and of one step of the drift, as logarithms.</summary>
    public double Spread { get; init; } = 0.5;

    public double OwnLevel { get; init; } = 0.05;

    public double DriftStep { get; init; } = 0.05;

    public double StallsPerLoad { get; init; } = 0.3;

    /// <summary>The standard deviation of what one start of a side has of its own, as a logarithm; 0 by default.</summary>
    public double OwnStart { get; init; }

    public IReadOnlyList<(RoundSide Subject, RoundSide Reference)> Take(int rounds, double subjectFactor = 1)
    {
        _drift = 0;
        var (subject, reference) = (subjectFactor * Start(), Start());
        return [.. Enumerable.Range(0, rounds).Select(round =>
        {
            var first = Side(Rounds.SubjectBegins(round) ? subject : reference);
            var second = Side(Rounds.SubjectBegins(round) ? reference : subject);
            return Rounds.SubjectBegins(round) ? (first, second) : (second, first);
        })];
    }

    private double Start() => OwnStart > 0 ? Math.Exp(OwnStart * Normal()) : 1;

    private RoundSide Side(double factor)
    {
        _drift += DriftStep * Normal();
        var level = 50 * factor * Math.Exp(_drift + (OwnLevel * Normal()));
        var latencies = new double[Queries];
        for (var i = 0; i < Queries; i++)
        {
            latencies[i] = level * Math.Exp(Spread * Normal());
        }

        if (_random.NextDouble() < StallsPerLoad)
        {
            Stall(latencies);
        }

        var cpu = Queries * 4 * factor * Math.Exp((0.5 * _drift) + (0.04 * Normal()));
        var memory = 2e8 * factor * Math.Exp(0.03 * Normal());
        return Of(latencies, cpu, (long)memory);
    }

    private void Stall(double[] latencies)
    {
        var (at, length) = (_random.Next(Queries), 400 + (1600 * _random.NextDouble()));
        for (var i = at; i < Queries && length > 0; i++, length -= Seconds * 1000 / Queries)
        {
            latencies[i] += length;
        }
    }

    /// <summary>A side with these latencies in milliseconds; +∞ is a failed query.</summary>
    public static RoundSide Of(double[] latencies, double? cpuMs = 400, long? memory = 200_000_000)
    {
        var sorted = latencies.Order().ToArray();
        var failed = sorted.Count(double.IsPositiveInfinity);
        double? At(decimal percentile) =>
            sorted[Rank.Of(percentile, sorted.Length) - 1] is var value && double.IsFinite(value) ? value : null;
        var scheduled = new LatencyDistribution
        {
            Count = sorted.Length,
            Mean = failed > 0 ? null : sorted.Average(),
            Max = failed > 0 ? null : sorted[^1],
            Percentiles = new Dictionary<string, double?> { ["50"] = At(0.5m), ["90"] = At(0.9m), ["95"] = At(0.95m), ["99"] = At(0.99m) },
        };
        var load = new LoadResult
        {
            Name = "small",
            Query = "q",
            Model = "open",
            Clients = 1,
            StatedDurationMs = Seconds * 1000,
            DurationMs = Seconds * 1000,
            Planned = sorted.Length,
            Started = sorted.Length,
            Succeeded = sorted.Length - failed,
            Failed = failed,
            TimedOut = 0,
            Unfinished = 0,
            NeverStarted = 0,
            ThroughputPerSecond = (sorted.Length - failed) / Seconds,
            LatencyMs = new LoadLatency(scheduled, scheduled, scheduled),
        };
        return new RoundSide(load, cpuMs, memory);
    }

    private double Normal() => Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble());
}
