using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Execution;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Faults;

/// <summary>A delay that is planted in one place of the way of an answer is found in that part of the latency, and in no other.</summary>
[CancelAfter(60_000)]
[NonParallelizable]
internal sealed class PlantedDelayTests : IDisposable
{
    private const string Query = "three batches";
    private const int Attempts = 3;
    private const double Planted = 600;
    private const double Tolerance = 0.1 * Planted;

    private FaultyEndpoint _endpoint = null!;
    private TestHome _home = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _home = new(($"queries/{Query}.sql", "-- Three rows.\n--\n-- rows: 3\n\nSELECT id FROM range(3)"));
        _endpoint = await FaultyEndpoint.StartAsync(["spark.sql.execution.arrow.maxRecordsPerBatch=1"], CancellationToken.None);
        await EngineWarmUp.RunAsync(TimeProvider.System, CancellationToken.None);
    }

    [OneTimeTearDown]
    public Task StopAsync() => _endpoint.DisposeAsync().AsTask();

    public void Dispose() => _home.Dispose();

    [TestCase("latencyMs", 600, "firstMessage")]
    [TestCase("executionMs", 600, "firstRows")]
    [TestCase("batchMs", 300, "streaming")]
    [TestCase(null, 0, "decoding")]
    public async Task Parts_OfADelay_NameWhereItIs(string? fault, int ms, string part, CancellationToken cancellationToken)
    {
        // At five rows a second three rows hold their reader for 600 ms.
        var terms = new ClientTerms { RowsPerSecond = fault is null ? 5 : null, Tags = ["sparkload-run-r", "sparkload-scenario-s"] };
        await SwitchAsync(ms);
        var result = (await RunAsync(terms, cancellationToken)).ToResult();
        for (var attempt = 1; attempt < Attempts && Medians(result.PartsMs!).Any(IsOff); attempt++)
        {
            // What else runs on this machine can hold up either side, and then nothing is as planted.
            result = (await RunAsync(terms, cancellationToken)).ToResult();
        }

        await SwitchAsync(0);

        result.Succeeded.ShouldBe(8);
        foreach (var measured in Medians(result.PartsMs!))
        {
            TestContext.Out.WriteLine($"{part} planted: {measured.Name} {measured.Median} ms");
            IsOff(measured).ShouldBeFalse($"{measured}");
        }

        result.Slowest.Count.ShouldBe(5);
        result.Slowest.ShouldAllBe(query => query.OperationId != null);

        bool IsOff((string Name, double Median) measured) =>
            Math.Abs(measured.Median - (measured.Name == part ? Planted : 0)) > Tolerance;

        Task SwitchAsync(int to) => fault is null ? Task.CompletedTask : _endpoint.SwitchAsync(fault, to, cancellationToken);
    }

    private Task<LoadMeasurement> RunAsync(ClientTerms terms, CancellationToken cancellationToken)
    {
        var plan = new LoadPlan(Query, new OpenLoad(Rate.PerSecondOf(4), TimeSpan.FromSeconds(2)));
        return new LoadRunner(TimeProvider.System).RunAsync(
            new LoadJob(plan, (_, _) => ValueTask.FromResult<ILoadClient>(new SparkLoadClient(
                new SparkSession(ConnectionString.Parse(_endpoint.Address)), new PreparedQueries(QueryCatalog.Read(_home.Folder)), terms))),
            NoMonitor.Instance, SilentObserver.Instance, cancellationToken);
    }

    private static IEnumerable<(string Name, double Median)> Medians(LoadParts parts) =>
        new (string Name, LatencyDistribution Of)[]
        {
            ("dispatchDelay", parts.DispatchDelay), ("firstMessage", parts.FirstMessage), ("firstRows", parts.FirstRows),
            ("streaming", parts.Streaming), ("decoding", parts.Decoding),
        }.Select(part => (part.Name, part.Of.Percentiles["50"]!.Value));
}
