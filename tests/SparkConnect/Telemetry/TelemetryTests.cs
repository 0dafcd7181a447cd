using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using SparkLoad.SparkConnect.Tests.Scripted;

namespace SparkLoad.SparkConnect.Tests.Telemetry;

/// <summary>What the client tells its listeners, under OpenTelemetry's names, and that no secret is in it.</summary>
[CancelAfter(30_000)]
internal sealed class TelemetryTests
{
    private readonly ConcurrentQueue<Activity> _spans = new();
    private readonly ConcurrentQueue<(string Name, double Value, Dictionary<string, object?> Tags)> _measurements = new();
    private ScriptedSpark _spark = null!;
    private SparkSession _session = null!;
    private RecordingLog _log = null!;
    private ActivityListener _activities = null!;
    private MeterListener _meters = null!;

    [SetUp]
    public async Task ListenAsync()
    {
        _spans.Clear();
        _measurements.Clear();
        _spark = await ScriptedSpark.StartAsync();
        _log = new RecordingLog();
        _session = new SparkSession(
            ConnectionString.Parse($"{_spark.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)}/;token=very-secret"),
            new SparkSessionOptions { Retry = RetryPolicy.Short, LoggerFactory = _log, CloseTimeout = TimeSpan.FromSeconds(30) });
        _activities = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "SparkLoad.SparkConnect",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = _spans.Enqueue,
        };
        ActivitySource.AddActivityListener(_activities);
        _meters = new MeterListener { InstrumentPublished = (instrument, listener) => Enable(instrument, listener) };
        _meters.SetMeasurementEventCallback<double>(
            (instrument, value, tags, _) => _measurements.Enqueue((instrument.Name, value, Dictionary(tags))));
        _meters.SetMeasurementEventCallback<long>(
            (instrument, value, tags, _) => _measurements.Enqueue((instrument.Name, value, Dictionary(tags))));
        _meters.Start();
    }

    [TearDown]
    public async Task StopAsync()
    {
        _meters.Dispose();
        _activities.Dispose();
        await _session.DisposeAsync();
        await _spark.DisposeAsync();
        _log.Dispose();
    }

    [Test]
    public async Task Query_ThatSucceeds_IsASpanAndADurationOfADatabaseClient()
    {
        _spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1, 2, 3);
            await turn.CompleteAsync();
        });

        await _session.DrainAsync("SELECT 'hidden'");

        var span = _spans.ShouldHaveSingleItem();
        span.Kind.ShouldBe(ActivityKind.Client);
        span.DisplayName.ShouldBe($"ExecutePlan {_session.Address}");
        span.Status.ShouldBe(ActivityStatusCode.Unset);
        var port = ConnectionString.Parse(_spark.Address).Port;
        Tags(span).ShouldSatisfyAllConditions(
            tags => tags["db.system.name"].ShouldBe("spark"),
            tags => tags["db.operation.name"].ShouldBe("ExecutePlan"),
            tags => tags["server.address"].ShouldBe("localhost"),
            tags => tags["server.port"].ShouldBe(port),
            tags => tags["db.response.returned_rows"].ShouldBe(3),
            tags => tags.Keys.ShouldNotContain("error.type"));
        var duration = Measured("db.client.operation.duration").ShouldHaveSingleItem();
        duration.Value.ShouldBeInRange(0.000001, 120);
        duration.Tags.ShouldBe(
            new Dictionary<string, object?> {
                ["db.system.name"] = "spark",
                ["db.operation.name"] = "ExecutePlan",
                ["server.address"] = "localhost",
                ["server.port"] = port }, ignoreOrder: true);
        Measured("db.client.response.returned_rows").ShouldHaveSingleItem().Value.ShouldBe(3);
    }

    [Test]
    public async Task Query_ThatFails_NamesItsErrorAndSqlState()
    {
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[DIVIDE_BY_ZERO] by zero. SQLSTATE: 22012"));

        await Should.ThrowAsync<SparkException>(() => _session.DrainAsync("SELECT 1/0"));

        var span = _spans.ShouldHaveSingleItem();
        span.Status.ShouldBe(ActivityStatusCode.Error);
        Tags(span)["error.type"].ShouldBe("DIVIDE_BY_ZERO");
        Tags(span)["db.response.status_code"].ShouldBe("22012");
        Measured("db.client.operation.duration").ShouldHaveSingleItem().Tags.ShouldSatisfyAllConditions(
            tags => tags["error.type"].ShouldBe("DIVIDE_BY_ZERO"), tags => tags["db.response.status_code"].ShouldBe("22012"));
        Measured("db.client.response.returned_rows").ShouldBeEmpty();
    }

    [Test]
    public async Task Query_ThatItsReaderLeaves_IsGivenUp()
    {
        _spark.Streams.Enqueue(turn => turn.BatchAsync("a", 0, 1, 2));

        await foreach (var _ in _session.ReadRowsAsync("SELECT 1"))
        {
            break;
        }

        Tags(_spans.ShouldHaveSingleItem())["error.type"].ShouldBe("given_up");
        Measured("db.client.operation.duration").ShouldHaveSingleItem().Tags["error.type"].ShouldBe("given_up");
    }

    [Test]
    public async Task Request_BesideQueries_IsASpanOfAnRpcClient()
    {
        await _session.GetVersionAsync();

        var span = _spans.ShouldHaveSingleItem();
        span.DisplayName.ShouldBe("spark.connect.SparkConnectService/AnalyzePlan");
        Tags(span).ShouldSatisfyAllConditions(
            tags => tags["rpc.system.name"].ShouldBe("grpc"),
            tags => tags["rpc.method"].ShouldBe("spark.connect.SparkConnectService/AnalyzePlan"),
            tags => tags["rpc.response.status_code"].ShouldBe("OK"),
            tags => tags["server.address"].ShouldBe("localhost"));
    }

    [Test]
    public async Task Request_ThatFails_HasItsStatusAsGrpcSpellsIt()
    {
        _spark.Config = _ => throw new RpcException(new Status(StatusCode.PermissionDenied, "no"));

        await Should.ThrowAsync<SparkException>(() => _session.SetConfigAsync("a", "b"));

        var span = _spans.ShouldHaveSingleItem();
        span.Status.ShouldBe(ActivityStatusCode.Error);
        Tags(span)["rpc.response.status_code"].ShouldBe("PERMISSION_DENIED");
        Tags(span)["error.type"].ShouldBe("PermissionDenied");
    }

    [Test]
    public async Task Attempts_OfQuery_IsCountedAndLoggedWithoutQueryOrToken()
    {
        _spark.Streams.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "lost")));
        _spark.Streams.Enqueue(_ => throw StreamTurn.Error("[INVALID_HANDLE.OPERATION_NOT_FOUND] unknown"));
        _spark.Streams.Enqueue(turn => turn.BatchAsync("a", 0, 1));
        _spark.Streams.Enqueue(turn => turn.CompleteAsync());

        await _session.DrainAsync("SELECT 'hidden'");
        await _session.DisposeAsync();

        Measured("spark.connect.client.retries").ShouldHaveSingleItem().Tags["rpc.method"].ShouldBe(
            "spark.connect.SparkConnectService/ExecutePlan");
        Measured("spark.connect.client.reattaches").Select(m => m.Tags["spark.connect.reattach.reason"]).ShouldBe(["Error", "StreamEnded"]);
        Measured("spark.connect.client.resubmits").ShouldHaveSingleItem();
        Measured("spark.connect.client.interruption.duration").Length.ShouldBe(2);
        _log.Own.Select(e => (e.Level, e.Name)).ShouldBe([
            (LogLevel.Warning, "Retrying"), (LogLevel.Debug, "Reattaching"), (LogLevel.Warning, "Resubmitting"),
            (LogLevel.Debug, "Reattaching")]);
        $"{_log} {string.Join('\n', _spans.SelectMany(span => span.TagObjects))}".ShouldSatisfyAllConditions(
            text => text.ShouldNotContain("very-secret"), text => text.ShouldNotContain("hidden"));
    }

    private static void Enable(Instrument instrument, MeterListener listener)
    {
        if (instrument.Meter.Name == "SparkLoad.SparkConnect")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private (string Name, double Value, Dictionary<string, object?> Tags)[] Measured(string name) =>
        [.. _measurements.Where(m => m.Name == name)];

    private static Dictionary<string, object?> Tags(Activity span) => span.TagObjects.ToDictionary(tag => tag.Key, tag => tag.Value);

    private static Dictionary<string, object?> Dictionary(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var dictionary = new Dictionary<string, object?>();
        foreach (var (key, value) in tags)
        {
            dictionary[key] = value;
        }

        return dictionary;
    }
}
