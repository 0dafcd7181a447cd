using System.Diagnostics;
using SparkLoad.SparkConnect;

namespace SparkLoad.ClientBench;

/// <summary>Asks back to back: first the warm-up, then the measured queries, each client in a session of its own.</summary>
internal sealed class BenchRun(BenchSettings settings, ConnectionString connection)
{
    private long _rows;
    private long _bytes;

    public async Task<BenchFigures> MeasureAsync()
    {
        var sessions = Enumerable.Range(0, settings.Clients).Select(_ => new SparkSession(connection)).ToArray();
        try
        {
            await RunAsync(sessions, settings.Warmup);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            (_rows, _bytes) = (0, 0);
            var allocated = GC.GetTotalAllocatedBytes(precise: true);
            var cpu = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            var latencies = await RunAsync(sessions, settings.Queries);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var cpuMs = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds;
            var bytes = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            Array.Sort(latencies);
            return new BenchFigures(
                Percentile(latencies, 0.50), Percentile(latencies, 0.95), cpuMs / latencies.Length, (double)bytes
                    / latencies.Length, _rows, _bytes, seconds,
                Process.GetCurrentProcess().PeakWorkingSet64);
        }
        finally
        {
            foreach (var session in sessions)
            {
                await session.DisposeAsync();
            }
        }
    }

    private static double Percentile(double[] sorted, double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];

    private async Task<double[]> RunAsync(SparkSession[] sessions, int queries)
    {
        var latencies = new double[queries];
        var next = -1;
        await Task.WhenAll(sessions.Select(async session =>
        {
            for (var i = Interlocked.Increment(ref next); i < queries; i = Interlocked.Increment(ref next))
            {
                var started = Stopwatch.GetTimestamp();
                var (rows, bytes) = await AskAsync(session);
                latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
                Interlocked.Add(ref _rows, rows);
                Interlocked.Add(ref _bytes, bytes);
            }
        }));
        return latencies;
    }

    private async Task<(long Rows, long Bytes)> AskAsync(SparkSession session)
    {
        switch (settings.Mode)
        {
            case ReadMode.Rows:
                // Every value is made a .NET object, as Python's collect() makes each a Python object.
                var read = 0L;
                await foreach (var row in session.ReadRowsAsync(settings.Sql))
                {
                    row.ToArray();
                    read++;
                }

                return (read, 0);
            case ReadMode.Arrow:
                // The answer is held whole, as Python's toArrow() holds it.
                var batches = new List<Apache.Arrow.RecordBatch>();
                await foreach (var batch in session.ReadBatchesAsync(settings.Sql))
                {
                    batches.Add(batch);
                }

                var rows = batches.Sum(batch => (long)batch.Length);
                batches.ForEach(batch => batch.Dispose());
                return (rows, 0);
            default:
                var result = await session.DrainAsync(settings.Sql);
                return (result.Rows, result.Bytes);
        }
    }
}
