using System.Globalization;
using HdrHistogram;
using HdrHistogram.Utilities;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>Queries of a load that never ran, with the lines and the result that a real one would leave.</summary>
internal sealed class SimulatedLoad
{
    private const double PauseMs = 5000;
    private readonly List<JournalLine> _queries = [];
    private readonly LoadShape _shape;
    private readonly DateTimeOffset _startedAt;
    private readonly string _scenario;
    private IReadOnlyList<SeriesLine>? _series;
    private ILookup<int, JournalLine>? _endings;
    private ILookup<int, JournalLine>? _plans;
    private ILookup<int, JournalLine>? _starts;
    private int _inFlight;

    public SimulatedLoad(string scenario, LoadShape shape, DateTimeOffset startedAt)
    {
        (_scenario, _shape, _startedAt) = (scenario, shape, startedAt);
        var random = new Random(_shape.Seed);
        var count = (long)(_shape.Seconds * 1000 / _shape.IntervalMs);
        for (var number = 0L; number < count; number++)
        {
            _queries.Add(Query(number, random));
        }
    }

    public IEnumerable<JournalLine> Journal => _queries.OrderBy(query => query.Ended ?? double.MaxValue);

    public IReadOnlyList<SeriesLine> Series => _series ??= [.. Enumerable.Range(1, (int)_shape.Seconds).Select(Second)];

    public long Failed => _queries.Count(query => query.Outcome != QueryOutcome.Succeeded);

    public double? P95 => Distribution(query => query.Ended!.Value - query.Planned).Percentiles["95"];

    public LoadResult Result => new()
    {
        Name = "load",
        Query = _shape.Query,
        Model = _shape.Model,
        StartedAt = _startedAt,
        Clients = _shape.Clients,
        StatedDurationMs = _shape.StatedSeconds * 1000,
        DurationMs = _shape.Seconds * 1000,
        Planned = _queries.Count,
        Started = _queries.Count,
        Succeeded = _queries.Count - Failed,
        Failed = Failed,
        TimedOut = 0,
        Unfinished = 0,
        NeverStarted = 0,
        StartedOnTimeRatio = _shape.Model == "backToBack" ? null : 1,
        ThroughputPerSecond = _queries.Count(query => query.Outcome == QueryOutcome.Succeeded && query.Ended <= _shape.Seconds * 1000)
            / _shape.Seconds,
        Plan = new Dictionary<string, string> { ["model"] = _shape.Model.ToString(), ["duration"] = Invariant($"{_shape.Seconds} s") },
        Figures = Figures,
        PartsMs = new(
            OfAnswered(parts => parts.DispatchDelay), OfAnswered(parts => parts.FirstMessage), OfAnswered(parts => parts.FirstRows),
            OfAnswered(parts => parts.Streaming), OfAnswered(parts => parts.Decoding)),
        Slowest =
        [
            .. _queries.Where(query => query is { Outcome: QueryOutcome.Succeeded, First: false })
                .OrderByDescending(query => query.Ended - query.Planned).Take(5).Select((query, place) => new SlowQuery(
                    query.N, query.Query, place, query.Planned, query.Ended!.Value - query.Planned, query.OperationId, query.PartsMs)
                {
                    Parameters = new Dictionary<string, string> { ["passengers"] = $"{place}", ["day"] = "NULL" },
                    Server = place == 4
                        ? new(null, null, null, "Spark ran no job for it, so it was neither queued nor executed as one")
                        : new(12, 3.5, 40 + place, null),
                }),
        ],
        FirstQueryMs = [_shape.MedianMs * 14],
        Warmup = _shape.Model == "backToBack" ? new(10_000, 420, 0) : null,
        LatencyMs = new(
            Distribution(query => query.Ended!.Value - query.Started!.Value),
            Distribution(query => query.Ended!.Value - query.Planned),
            Distribution(query => query.Started!.Value - query.Planned)),
    };

    private IReadOnlyList<FigureResult> Figures
    {
        get
        {
            var latency = Distribution(query => query.Ended!.Value - query.Planned);
            return
            [
                .. ((int[])[50, 95, 99]).Select(percentile => Figure(
                    Invariant($"latency.scheduled.p{percentile}"),
                    latency.Percentiles.GetValueOrDefault(Invariant($"{percentile}")))),
                Figure("latency.scheduled.mean", latency.Mean),
                Figure("throughput", (_queries.Count - Failed) / _shape.Seconds),
            ];
        }
    }

    // As wide as those of half an hour at one query a second.
    private static FigureResult Figure(string key, double? value) => new(key, value, new(value * 0.96, value * 1.04), 0.998);

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private JournalLine Query(long number, Random random)
    {
        var planned = number * _shape.IntervalMs;
        var share = planned / (_shape.Seconds * 1000);
        var latency = _shape.MedianMs * Math.Exp(0.25 * Gauss(random)) * (random.NextDouble() < 0.02 ? 4 : 1);
        if (_shape.PauseAt * _shape.Seconds * 1000 is { } pause && planned < pause + PauseMs && planned + latency > pause)
        {
            latency += pause + PauseMs - Math.Max(pause, planned);
        }

        var fails = share >= _shape.FailuresFrom && share < _shape.FailuresFrom + 0.1 && number % 2 == 0;
        var started = planned + (0.3 * random.NextDouble());
        return new()
        {
            Scenario = _scenario,
            Load = "load",
            Query = _shape.Query,
            Client = (int)(number % _shape.Clients),
            N = number,
            Planned = Micro(planned),
            Started = Micro(started),
            Ended = Micro(started + latency),
            Outcome = fails ? QueryOutcome.Failed : QueryOutcome.Succeeded,
            Rows = fails ? null : 7,
            Bytes = fails ? null : 1420,
            Error = fails ? "UNAVAILABLE" : null,
            First = number == 0,
            OperationId = $"00000000-0000-4000-8000-{number:000000000000}",
            PartsMs = fails ? null : Parts(Micro(started) - Micro(planned), Micro(started + latency) - Micro(started)),
        };
    }

    private static LatencyParts Parts(double dispatch, double service) => new(
        Micro(dispatch), Micro(0.2 * service), Micro(0.6 * service), Micro(0.15 * service), Micro(0.05 * service));

    private SeriesLine Second(int second)
    {
        _endings ??= _queries.ToLookup(query => SecondOf(query.Ended!.Value));
        _plans ??= _queries.ToLookup(query => SecondOf(query.Planned));
        _starts ??= _queries.ToLookup(query => SecondOf(query.Started!.Value));
        var ended = _endings[second].ToList();
        _inFlight += _starts[second].Count() - ended.Count;
        var good = ended.Where(query => query.Outcome == QueryOutcome.Succeeded).Select(query => query.Ended!.Value - query.Planned).Order()
            .ToList();
        var wave = Math.Sin(second / 9.0);
        return new()
        {
            Scenario = _scenario,
            Load = "load",
            T = second,
            At = _startedAt.AddSeconds(second),
            Planned = _plans[second].Count(),
            Started = _starts[second].Count(),
            Succeeded = good.Count,
            Failed = ended.Count - good.Count,
            InFlight = _inFlight,
            P50 = good.Count == 0 ? null : good[(good.Count - 1) / 2],
            P95 = good.Count == 0 ? null : good[(int)Math.Ceiling(0.95 * good.Count) - 1],
            Max = good.Count == 0 ? null : good[^1],
            PartsMs = good.Count == 0 ? null : Parts(0.15, good.Average()),
            ClientCpu = 3.2 + wave + (1000 / _shape.IntervalMs * 0.4),
            ClientMemory = (long)(_shape.MemoryBytes + (6e6 * wave) + (_shape.MemoryGrowthPerHour * second / 3600)),
            ServerMemory = _shape.ServerMemoryBytes is { } server ? (long)(server * (1 + (0.05 * wave))) : null,
        };
    }

    private LatencyDistribution OfAnswered(Func<LatencyParts, double> part) =>
        Distribution(query => part(query.PartsMs!.Value), query => query.PartsMs is not null);

    private LatencyDistribution Distribution(Func<JournalLine, double> latency, Func<JournalLine, bool>? which = null)
    {
        var counted = _queries.Where(query => !query.First && which?.Invoke(query) != false).ToList();
        double[] good = [.. counted.Where(query => query.Outcome == QueryOutcome.Succeeded).Select(latency).Order()];
        var histogram = new LongHistogram(TimeSpan.TicksPerHour, 3);
        foreach (var value in good)
        {
            histogram.RecordValue((long)(value * 1000));
        }

        return new()
        {
            Count = counted.Count,
            Mean = good.Length == counted.Count && good.Length > 0 ? good.Average() : null,
            Max = good.Length == counted.Count && good.Length > 0 ? good[^1] : null,
            Percentiles = ((int[])[50, 90, 95, 99]).ToDictionary(
                percentile => percentile.ToString(CultureInfo.InvariantCulture),
                percentile => (int)Math.Ceiling(percentile / 100.0 * counted.Count) is > 0 and var rank && rank <= good.Length
                    ? good[rank - 1]
                    : (double?)null),
            Histogram = Encode(histogram),
        };
    }

    private static string Encode(LongHistogram histogram)
    {
        var buffer = ByteBuffer.Allocate(histogram.GetNeededByteBufferCapacity());
        var length = histogram.EncodeIntoCompressedByteBuffer(buffer);
        buffer.Position = 0;
        return Convert.ToBase64String([.. Enumerable.Range(0, length).Select(_ => buffer.Get())]);
    }

    private static int SecondOf(double milliseconds) => (int)(milliseconds / 1000) + 1;

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static double Micro(double milliseconds) => Math.Round(milliseconds, 3);
}
