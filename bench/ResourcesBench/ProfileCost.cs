using System.Globalization;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Resources.Processes;
using SparkLoad.Resources.Profiles;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;

namespace SparkLoad.ResourcesBench;

/// <summary>CPU of this process under a load, as the suite measures it, with a profiler beside it and without.</summary>
internal sealed class ProfileCost(SparkTarget target, string folder, TimeSpan length)
{
    private const string Query = "fares by passenger count";
    private int _turns;

    /// <summary>Compiles what both sides run, the profiler's part included.</summary>
    public async Task WarmUpAsync()
    {
        var warmUp = new ProfileCost(target, folder, TimeSpan.FromSeconds(5));
        await warmUp.MeasureAsync(Rate.PerSecondOf(100), profiled: false);
        await warmUp.MeasureAsync(Rate.PerSecondOf(100), profiled: true);
    }

    public async Task PrintAsync(Rate rate, int perSecond, int rounds)
    {
        var turns = await Turns<Measured>.TakeAsync(rounds, profiled => MeasureAsync(rate, profiled));
        var (plain, profile) = (turns.Without(turn => turn.CpuShare), turns.With(turn => turn.CpuShare));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {perSecond} | {plain:0.0%} of one core | {profile:0.0%} | {profile - plain:0.0%} | "
                + $"{turns.With(turn => turn.RecordedBytes) / 1e6:0.0} MB | {turns.Without(turn => turn.PeakBytes) / 1e6:0} MB | "
                    + $"{turns.With(turn => turn.PeakBytes) / 1e6:0} MB |"));
    }

    private async Task<Measured> MeasureAsync(Rate rate, bool profiled)
    {
        var plan = new LoadPlan(Query, new OpenLoad(rate, length));
        var files = new ProfileFiles(folder, string.Create(CultureInfo.InvariantCulture, $"{GetHashCode()}-{_turns++}"));
        await using var watch = new ProcessMonitor();
        await using var profile = profiled ? new ProfiledMonitor(watch, files) : null;
        IResourceMonitor monitor = profile is null ? watch : profile;
        var load = await new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, (index, token) => target.OpenClientAsync(index, new ClientTerms(), token)), monitor,
            SilentObserver.Instance, CancellationToken.None);
        var client = load.Resources!.Client!;
        if (client.Profile?.Note is { } note)
        {
            Console.WriteLine(note);
        }

        return new Measured(
            client.CpuMs / load.Measured.TotalMilliseconds, profiled && File.Exists(files.Trace)
                ? new FileInfo(files.Trace).Length
                : 0, client.PeakMemoryBytes);
    }

    private readonly record struct Measured(double CpuShare, double RecordedBytes, double PeakBytes);
}
