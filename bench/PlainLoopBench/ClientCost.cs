using System.Diagnostics;
using System.Globalization;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.SparkConnect;

namespace SparkLoad.PlainLoopBench;

/// <summary>
/// What our client adds to the bare protocol: both ask the same server from this process, in blocks that alternate, one query at a time.
/// A ratio is that of the blocks of a round; its estimate and 95% interval are those of Wilcoxon's signed ranks over the rounds.
/// </summary>
internal sealed class ClientCost(string address, int rounds) : IAsyncDisposable
{
    private const double Tail = 0.025;

    private readonly SparkSession _session = new(ConnectionString.Parse($"sc://{address}"));
    private readonly BareProtocol _bare = new(address);

    /// <param name="title">As the table calls it.</param>
    /// <param name="sql">The query.</param>
    /// <param name="block">Queries of a block.</param>
    /// <param name="warmUp">Queries of each side before anything is measured.</param>
    /// <param name="decoded">Whether our client decodes the answer into batches; else it counts its rows.</param>
    public async Task PrintAsync(string title, string sql, int block, int warmUp, bool decoded)
    {
        var ours = new Side(() => decoded ? ReadAsync(sql) : _session.DrainAsync(sql), () => Task.CompletedTask);
        var bare = new Side(() => _bare.AskAsync(sql), _bare.SettleAsync);
        await ours.MeasureAsync(warmUp);
        await bare.MeasureAsync(warmUp);
        var (client, protocol) = (new List<Block>(), new List<Block>());
        for (var round = 0; round < rounds; round++)
        {
            // Who goes first changes, so that what drifts strikes both.
            foreach (var isOurs in (bool[])[round % 2 == 0, round % 2 != 0])
            {
                (isOurs ? client : protocol).Add(await (isOurs ? ours : bare).MeasureAsync(block));
            }
        }

        Print($"{title}, median, ms", one => one.MedianMs);
        Print($"{title}, CPU a query, ms", one => one.CpuMs);
        Print($"{title}, allocated a query, KB", one => one.AllocatedKb);

        void Print(string what, Func<Block, double> figure)
        {
            var averages = SignedRank.WalshAverages(
                [.. client.Zip(protocol, (one, other) => Math.Log(figure(one) / figure(other)))]);
            var rank = SignedRank.LowerRank(rounds, Tail);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {what} | {Middle(client, figure):0.000} | {Middle(protocol, figure):0.000} | "
                    + $"{Math.Exp(averages[averages.Length / 2]):0.000} | {Bound(averages, rank - 1)}–"
                        + $"{Bound(averages, averages.Length - rank)} |"));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _session.DisposeAsync();
        _bare.Dispose();
    }

    private static string Bound(double[] averages, int place) => place < 0 || place >= averages.Length
        ? "open"
        : Math.Exp(averages[place]).ToString("0.000", CultureInfo.InvariantCulture);

    private static double Middle(List<Block> blocks, Func<Block, double> figure) =>
        blocks.Select(figure).Order().ElementAt(blocks.Count / 2);

    private async Task ReadAsync(string sql)
    {
        await foreach (var batch in _session.ReadBatchesAsync(sql))
        {
            batch.Dispose();
        }
    }

    private readonly record struct Block(double MedianMs, double CpuMs, double AllocatedKb);

    /// <param name="Ask">Asks once.</param>
    /// <param name="Settle">Waits for what is still under way.</param>
    private sealed record Side(Func<Task> Ask, Func<Task> Settle)
    {
        public async Task<Block> MeasureAsync(int queries)
        {
            var latencies = new double[queries];
            var (cpu, allocated) = (Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            for (var i = 0; i < queries; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await Ask();
                latencies[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }

            await Settle();
            Array.Sort(latencies);
            return new(
                latencies[queries / 2],
                (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / queries,
                (GC.GetTotalAllocatedBytes() - allocated) / 1000.0 / queries);
        }
    }
}
