using System.Globalization;
using System.Runtime.Versioning;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.LoadEngine.Statistics;
using SparkLoad.Resources.Processes;
using SparkLoad.Results;
using SparkLoad.Results.Files;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;

namespace SparkLoad.ResourcesBench;

/// <summary>
/// Whose the client's memory is, minute by minute, while a million trips are fetched every ten seconds as the memory scenarios do it, with
/// the journal, the recorder and the monitor of a run. At the end, how much each part grew an hour.
/// </summary>
[SupportedOSPlatform("linux")]
internal sealed class MemoryGrowth(SparkTarget target, string folder, TimeSpan length, AnswerReading reading)
{
    private const string Query = "a million trips";
    private const int MinutesLeftOut = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, List<(double Hour, double Bytes)>> _minima = [];

    public async Task PrintAsync()
    {
        await using var run = RunFolder.Create(folder, Describe, TimeProvider.System);
        await using var monitor = new ProcessMonitor();
        var plan = new LoadPlan(Query, new OpenLoad(Rate.Every(TimeSpan.FromSeconds(10)), length));
        var terms = new ClientTerms { Reading = reading };
        var load = new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, (index, token) => target.OpenClientAsync(index, terms, token)), monitor,
            run.Observe("memory", new ConsoleProgress(TextWriter.Null, length)), CancellationToken.None);
        for (var minute = 0; minute < (int)length.TotalMinutes; minute++)
        {
            await KeepLowestOfAMinuteAsync(minute, load);
            if (minute == 0)
            {
                Console.WriteLine(
                    $"| minute | {string.Join(" | ", _minima.Keys)} |\n|--:|{string.Concat(_minima.Keys.Select(_ => "--:|"))}");
            }

            Console.WriteLine($"| {minute + 1} | {string.Join(" | ", _minima.Values.Select(part => Megabytes(part[^1].Bytes)))} |");
        }

        await load;
        Console.WriteLine($"| MB an hour | {string.Join(" | ", _minima.Values.Select(Growth))} |");
    }

    // What is really held is closest to the lowest of a minute.
    private async Task KeepLowestOfAMinuteAsync(int minute, Task load)
    {
        var lowest = new Dictionary<string, double>();
        for (var taken = TimeSpan.Zero; taken < TimeSpan.FromMinutes(1) && !load.IsCompleted; taken += Pause)
        {
            await Task.WhenAny(load, Task.Delay(Pause));
            foreach (var (part, bytes) in Managed().Concat(MemoryMap.Read()))
            {
                lowest[part] = Math.Min(lowest.GetValueOrDefault(part, double.MaxValue), bytes);
            }
        }

        foreach (var (part, bytes) in lowest)
        {
            (_minima.TryGetValue(part, out var minima) ? minima : _minima[part] = []).Add((minute / 60.0, bytes));
        }
    }

    private static IEnumerable<(string Part, double Bytes)> Managed()
    {
        var gc = GC.GetGCMemoryInfo(GCKind.Any);
        yield return ("resident", Environment.WorkingSet);
        yield return ("GC committed", gc.TotalCommittedBytes);
        yield return ("GC heap after the last collection", gc.HeapSizeBytes);
        yield return ("of it fragments", gc.FragmentedBytes);
        yield return ("large objects", gc.GenerationInfo[3].SizeAfterBytes);
        yield return ("pinned objects", gc.GenerationInfo[4].SizeAfterBytes);
    }

    private static string Megabytes(double bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static string Growth(List<(double Hour, double Bytes)> minima)
    {
        (double, double)[] counted = [.. minima.Skip(MinutesLeftOut)];
        return counted.Length < 2 ? "–" : Megabytes(TheilSen.Estimate(counted).Slope);
    }

    private static RunInfo Describe(string id, DateTimeOffset now) => new()
    {
        Id = id,
        State = RunState.Running,
        StartedAt = now,
        Suite = new("bench", null, null),
        Machine = new("bench", "", "", Environment.ProcessorCount, 0, ""),
        Runner = "bench",
    };
}
