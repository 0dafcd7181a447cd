using System.Globalization;
using HdrHistogram;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.Cli.Watching;

/// <summary>What a load that is under way has done so far.</summary>
internal sealed class LoadSoFar
{
    private const int RateOver = 10;
    private const long LongestMicros = 24L * 3600 * 1_000_000;

    private readonly Dictionary<string, (LongHistogram Answered, long Failed)> _latencies = [];
    private readonly Queue<SeriesLine> _newest = [];

    public long Succeeded { get; private set; }

    public long Failed { get; private set; }

    public int InFlight { get; private set; }

    /// <summary>Seconds since the load began.</summary>
    public double Elapsed { get; private set; }

    /// <summary>Answers a second, over the newest ten seconds.</summary>
    public double Rate => _newest.Count == 0 ? 0
        : _newest.Sum(line => line.Succeeded) / Math.Max(1, Math.Round(Elapsed - (_newest.Peek().T - 1)));

    public void Add(SeriesLine line)
    {
        (Succeeded, Failed) = (Succeeded + line.Succeeded, Failed + line.Failed);
        (InFlight, Elapsed) = (line.InFlight, line.T);
        _newest.Enqueue(line);
        if (_newest.Count > RateOver)
        {
            _newest.Dequeue();
        }
    }

    public void Add(JournalLine line)
    {
        // The first query of each session is in no percentile.
        if (line.Warmup || line.First)
        {
            return;
        }

        Add("scheduled", line, line.Planned);
        Add("service", line, line.Started);
    }

    /// <summary>A criterion's figure so far; null where it is known only at the end.</summary>
    public (string Text, bool IsMet)? SoFar(CriterionResult criterion) => criterion.Key switch
    {
        "queries.failed" when criterion.Unit != "ratio" => (Figures.Count(Failed), Fits(criterion, Failed)),
        "throughput" when Elapsed > 0 => (Figures.WithUnit(Succeeded / Elapsed, criterion.Unit), Fits(criterion, Succeeded / Elapsed)),
        _ when criterion.Key.Split('.', 3) is ["latency", var kind, ['p', .. var percent]]
            && decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rank)
            && _latencies.TryGetValue(kind, out var latencies) =>
            Percentile(latencies, rank / 100) is { } ms ? (Figures.Time(ms), Fits(criterion, ms)) : ("not reached", false),
        _ => null,
    };

    private void Add(string kind, JournalLine line, double? from)
    {
        var (answered, failed) = _latencies.TryGetValue(kind, out var known) ? known : (new LongHistogram(1, LongestMicros, 3), 0);
        if (line is { Outcome: QueryOutcome.Succeeded, Ended: { } ended } && from is { } begin)
        {
            answered.RecordValue(Math.Clamp((long)((ended - begin) * 1000), 1, LongestMicros));
        }
        else
        {
            failed++;
        }

        _latencies[kind] = (answered, failed);
    }

    /// <summary>At rank ⌈p·n⌉, as results have it, to three digits; null where that is a query that failed.</summary>
    private static double? Percentile((LongHistogram Answered, long Failed) latencies, decimal percentile)
    {
        var answered = latencies.Answered.TotalCount;
        var rank = (long)Math.Ceiling(percentile * (answered + latencies.Failed));
        return rank == 0 || rank > answered ? null
            : latencies.Answered.GetValueAtPercentile(100.0 * (rank - 0.5) / answered) / 1000.0;
    }

    private static bool Fits(CriterionResult criterion, double figure) => criterion.Comparison switch
    {
        "under" => figure < criterion.Threshold,
        "atMost" => figure <= criterion.Threshold,
        "above" => figure > criterion.Threshold,
        "atLeast" => figure >= criterion.Threshold,
        _ => figure == criterion.Threshold,
    };
}
