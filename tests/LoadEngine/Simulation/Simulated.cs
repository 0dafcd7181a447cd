using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Dispatch;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
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

    public static LoadPlan Open(double perSecond, TimeSpan duration) => new()
    {
        Name = "small",
        Mix = [new("q")],
        Model = LoadModel.Open,
        Rate = Rate.PerSecondOf((decimal)perSecond),
        StatedDuration = duration,
    };

    public static LoadPlan OwnSchedules(int clients, TimeSpan interval, TimeSpan duration) => new()
    {
        Name = "clients",
        Mix = [new("q")],
        Model = LoadModel.Clients,
        Clients = clients,
        Rate = Rate.Every(interval),
        StatedDuration = duration,
    };

    public static LoadPlan BackToBack(int clients, TimeSpan duration) => new()
    {
        Name = "micro",
        Mix = [new("q")],
        Model = LoadModel.BackToBack,
        Clients = clients,
        StatedDuration = duration,
    };

    public Task<LoadMeasurement> RunAsync(
        LoadPlan plan, SimulatedService service, CriteriaSet? criteria = null, ILoadObserver? observer = null, CancellationToken cancelled = default) =>
        Runner().RunAsync(new LoadJob(plan, service.OpenAsync, criteria), Monitor, observer ?? Observer, cancelled);

    public LoadRunner Runner() => new(Time, () => new SimulatedWaiter(Time, Late), Probe);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
