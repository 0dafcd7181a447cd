using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Disturbances;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>Loads in simulated time: hours pass in moments, and twice the same is exactly the same.</summary>
internal sealed class Simulated
{
    public SimulatedTime Time { get; } = new();

    public KeepingObserver Observer { get; } = new();

    public CalmProbe Probe { get; } = new();

    public Func<TimeSpan, TimeSpan>? Late { get; init; }

    public IResourceMonitor Monitor { get; init; } = NoMonitor.Instance;

    /// <summary>What befalls the service while the loads run.</summary>
    public IReadOnlyList<IDisturbance> Disturbances { get; set; } = [];

    public static LoadPlan Open(double perSecond, TimeSpan duration, ArrivalPattern pattern = ArrivalPattern.Even) =>
        Plan("small", new OpenLoad(Rate.PerSecondOf((decimal)perSecond), duration) { Pattern = pattern });

    public static LoadPlan Staged(params IReadOnlyList<Stage> stages) => Plan("staged", new StagedLoad(stages));

    public static LoadPlan OwnSchedules(int clients, TimeSpan interval, TimeSpan duration, ClientPhase phase = ClientPhase.Together) =>
        Plan("clients", new ClientLoad(clients, Rate.Every(interval), duration) { Phase = phase });

    public static LoadPlan BackToBack(int clients, TimeSpan duration, TimeSpan pause = default) =>
        Plan("micro", new BackToBackLoad(clients, duration) { Pause = pause });

    public static LoadPlan Returning(int clients, TimeSpan duration) => Plan("returning", new ReturningLoad(clients, duration));

    /// <summary>A search for the capacity; each step lasts that long.</summary>
    public static LoadPlan Search(decimal first, decimal step, decimal limit, TimeSpan duration) =>
        Plan("small", new CapacityLoad(Rate.PerSecondOf(first), Rate.PerSecondOf(step), Rate.PerSecondOf(limit), duration));

    public async Task<LoadMeasurement> RunAsync(
        LoadPlan plan, SimulatedService service, CriteriaSet? criteria = null, ILoadObserver? observer = null,
        CancellationToken cancelled = default)
    {
        LoadJob[] jobs = [new(plan, service.OpenAsync, criteria)];
        return (await Runner().RunAsync(jobs, Monitor, observer ?? Observer, cancelled, Disturbances))[0];
    }

    /// <summary>One side of a comparison, with loads alongside the one that is compared.</summary>
    public AlternatingSide Side(
        LoadPlan plan, SimulatedService service, IResourceMonitor monitor, params IEnumerable<LoadPlan> alongside) =>
        AlternatingSide.Own(
            Generator, new LoadJob(plan, service.OpenAsync), () => monitor,
            [.. alongside.Select(other => new LoadJob(other, service.OpenAsync))]);

    public LoadRunner Runner() => new(Generator);

    private Generator Generator => new(Time, () => new SimulatedWaiter(Time, Late), Probe);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    private static LoadPlan Plan(string name, LoadShape shape) => new("q", shape) { Name = name };
}
