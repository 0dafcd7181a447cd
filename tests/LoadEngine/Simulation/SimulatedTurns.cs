using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Execution.Alternating;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using static SparkLoad.LoadEngine.Tests.Simulation.Simulated;

namespace SparkLoad.LoadEngine.Tests.Simulation;

/// <summary>Two sides that run the same load in turn, in simulated time: ours, and an external client.</summary>
internal sealed class SimulatedTurns
{
    public static CriteriaSet NoFailures { get; } = CriteriaSet.Parse(
        [("failed queries", "none"), ("queries started on time", "at least 99%")]);

    public SimulatedTime Time { get; } = new();

    public KeepingObserver Observer { get; } = new();

    public IReadOnlyList<QueryShare> Mix { get; init; } = Plan.Mix;

    public static LoadPlan Plan => OwnSchedules(2, Ms(500), Seconds(5)) with { WarmUp = Seconds(2) };

    /// <summary>Runs rounds, ours against that client; our answers take 20 ms.</summary>
    public async Task<MeasuredRounds> RunAsync(
        PlayedExternalClient client, int rounds, CancellationToken cancellationToken, Func<IResourceMonitor>? monitor = null)
    {
        var service = new SimulatedService(Time, Ms(20));
        MeasuredRounds measured;
        await using (var ours = AlternatingSide.Own(
            new Generator(Time, () => new SimulatedWaiter(Time, null), new CalmProbe()),
            new LoadJob(Plan with { Mix = Mix, Name = "ours", Side = "ours" }, service.OpenAsync), monitor ?? (() => NoMonitor.Instance)))
        await using (var theirs = Theirs(client, Plan with { Mix = Mix, Name = "theirs", Side = "theirs" }))
        {
            measured = await new AlternatingRounds(ours, theirs).RunAsync(rounds, rounds, NoFailures, Observer, cancellationToken);
            service.Closed.ShouldBe(0, "sessions stay open from round to round");
        }

        (service.Opened, service.Closed, client.Disposed).ShouldBe((2, 2, true));
        return measured;
    }

    public AlternatingSide Theirs(PlayedExternalClient client, LoadPlan plan) =>
        AlternatingSide.External(Time, plan, token => Opened(client, token), _ => NoMonitor.Instance);

    private static Task<IExternalClient> Opened(PlayedExternalClient client, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult<IExternalClient>(client);
    }
}
