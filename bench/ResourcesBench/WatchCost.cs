using System.Diagnostics;
using System.Globalization;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Servers;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;

namespace SparkLoad.ResourcesBench;

/// <summary>What watching a server costs that server: its CPU, idle and under a small load, in turns with the watch and without.</summary>
internal sealed class WatchCost(SparkTarget target, TimeSpan length)
{
    private const string Query = "select one";
    private static readonly Rate TenPerSecond = Rate.PerSecondOf(10);

    private int ServerProcessId { get; } = target.ServerProcessId
        ?? throw new InvalidOperationException(
            "Watching costs a server's process, and this one is not known: set SPARKLOAD_TARGET_4_1_1 to a Spark home.");

    /// <summary>Both sides of a turn, so that the server has compiled what they ask of it.</summary>
    public async Task WarmUpAsync()
    {
        await LoadAsync(watched: false);
        await LoadAsync(watched: true);
    }

    public async Task PrintAsync(int rounds)
    {
        await PrintAsync("idle", rounds, IdleAsync);
        await PrintAsync("ten small queries per second", rounds, LoadAsync);
    }

    private static async Task PrintAsync(string title, int rounds, Func<bool, Task<Measured>> measure)
    {
        var turns = await Turns<Measured>.TakeAsync(rounds, measure);
        var (plain, seen) = (turns.Without(turn => turn.ServerMsPerSecond), turns.With(turn => turn.ServerMsPerSecond));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {title} | {plain:0.00} ms | {seen:0.00} ms | {(seen - plain) / 10:0.000}% of one core | "
                + $"{turns.With(turn => turn.ToolMsPerSecond):0.00} ms | {turns.Without(turn => turn.MedianMs):0.00} ms | "
                    + $"{turns.With(turn => turn.MedianMs):0.00} ms |"));
    }

    private async Task<Measured> IdleAsync(bool watched)
    {
        await using var process = Monitor(watched);
        var monitor = new ServerCpu(process, ServerProcessId);
        await monitor.StartAsync(CancellationToken.None);
        await Task.Delay(length);
        await monitor.StopAsync(0, CancellationToken.None);
        return new Measured(monitor.ServerMsPerSecond, monitor.ToolMsPerSecond, 0);
    }

    private async Task<Measured> LoadAsync(bool watched)
    {
        var plan = new LoadPlan(Query, new OpenLoad(TenPerSecond, length));
        await using var process = Monitor(watched);
        var monitor = new ServerCpu(process, ServerProcessId);
        var load = await new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, (index, token) => target.OpenClientAsync(index, new ClientTerms(), token)), monitor,
            SilentObserver.Instance, CancellationToken.None);
        return new Measured(
            monitor.ServerMsPerSecond, monitor.ToolMsPerSecond, load.ToResult().LatencyMs.Scheduled.Percentiles["50"] ?? double.NaN);
    }

    private ProcessMonitor Monitor(bool watched) => new(server: watched ? new ServerVantage(target.Ui, target.ServerProcessId) : null);

    private readonly record struct Measured(double ServerMsPerSecond, double ToolMsPerSecond, double MedianMs);

    /// <summary>
    /// CPU of the server, and of the tool that reads its heap, while another monitor samples: what it asks before and after is left out.
    /// </summary>
    private sealed class ServerCpu(IResourceMonitor watch, int serverProcessId) : IResourceMonitor
    {
        private readonly Stopwatch _time = new();
        private TimeSpan _server;
        private TimeSpan _tool;

        public double ServerMsPerSecond { get; private set; }

        public double ToolMsPerSecond { get; private set; }

        public ResourceSample Current => watch.Current;

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await watch.StartAsync(cancellationToken);
            (_server, _tool) = (CpuOf(serverProcessId), Tool());
            _time.Start();
        }

        public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
        {
            var seconds = _time.Elapsed.TotalSeconds;
            ServerMsPerSecond = (CpuOf(serverProcessId) - _server).TotalMilliseconds / seconds;
            ToolMsPerSecond = (Tool() - _tool).TotalMilliseconds / seconds;
            return watch.StopAsync(answeredQueries, cancellationToken);
        }

        public Task<ResourcesResult> SettleAsync(ResourcesResult measured, CancellationToken cancellationToken) =>
            watch.SettleAsync(measured, cancellationToken);

        private static TimeSpan CpuOf(int processId)
        {
            using var process = Process.GetProcessById(processId);
            return process.TotalProcessorTime;
        }

        private static TimeSpan Tool()
        {
            var sum = TimeSpan.Zero;
            foreach (var tool in Process.GetProcessesByName("jstat"))
            {
                using (tool)
                {
                    sum += tool.TotalProcessorTime;
                }
            }

            return sum;
        }
    }
}
