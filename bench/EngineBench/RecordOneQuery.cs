using BenchmarkDotNet.Attributes;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.EngineBench;

/// <summary>What it costs the thread that owns them to record one query into all its histograms; timestamps and journal apart.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class RecordOneQuery
{
    private const int Queries = 4096;
    private readonly QueryEnd[] _queries = new QueryEnd[Queries];
    private readonly LatencyRecord _record = new();
    private readonly PartsRecord _parts = new();

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        var share = new QueryShare("q");
        for (var n = 0; n < Queries; n++)
        {
            var started = n * 10_000L;
            _queries[n] = new QueryEnd
            {
                Client = 0,
                N = n,
                Share = share,
                Planned = started - random.Next(500),
                Started = started,
                Ended = started + (long)(50_000 * Math.Exp(2 * random.NextDouble())),
                Outcome = QueryOutcome.Succeeded,
                Parts = new(random.Next(1000), random.Next(3000), random.Next(500), random.Next(200)),
            };
        }
    }

    [Benchmark(OperationsPerInvoke = Queries)]
    public void IntoAllHistograms()
    {
        foreach (ref readonly var query in _queries.AsSpan())
        {
            _record.Record(query);
            _parts.Record(query);
        }
    }
}
