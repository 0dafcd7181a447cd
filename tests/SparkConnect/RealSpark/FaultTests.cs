using SparkLoad.SparkConnect.Tests.Faults;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>A harmed connection to a real server: the same rows or a clear error, within a bound, and never a second write.</summary>
[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class FaultTests(string version)
{
    private const string Rows = "SELECT id, CAST(id AS STRING) AS text FROM range(60000)";
    private const string Table = "harmed_writes";

    // A silent connection is given up after the idle time-out, and what follows takes as long as over a sound one.
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromMilliseconds(1500);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromSeconds(30);

    private static readonly CutPoint[] PointsOfQuery =
    [
        CutPoint.AfterBytes(toClient: true, 0),
        CutPoint.AfterBytes(toClient: true, 200),
        CutPoint.AfterBytes(toClient: true, 60_000),
        CutPoint.AfterMessages(toClient: true, 1),
        CutPoint.AfterMessages(toClient: true, 4),
        CutPoint.AfterBytes(toClient: false, 0),
        CutPoint.AfterBytes(toClient: false, 200),
        CutPoint.AfterMessages(toClient: false, 1),
    ];

    private static readonly CutPoint[] PointsOfWrite =
    [
        CutPoint.AfterBytes(toClient: true, 0),
        CutPoint.AfterMessages(toClient: true, 1),
        CutPoint.AfterMessages(toClient: true, 2),
        CutPoint.AfterBytes(toClient: false, 100),
        CutPoint.AfterBytes(toClient: false, 500),
        CutPoint.AfterMessages(toClient: false, 1),
    ];

    private SparkServer _server = null!;
    private SparkSession _direct = null!;
    private ulong? _checksum;

    [OneTimeSetUp]
    public async Task PrepareAsync()
    {
        _server = await SharedServers.GetAsync(version);
        _direct = new SparkSession(ConnectionString.Parse(_server.Address));
        _checksum = (await _direct.DrainAsync(Rows, new ExecuteOptions { Checksum = true })).Checksum;
        await _direct.ExecuteCommandAsync($"CREATE TABLE {Table} (id BIGINT) USING parquet");
    }

    [OneTimeTearDown]
    public async Task CleanUpAsync()
    {
        if (_direct is not null)
        {
            await _direct.ExecuteCommandAsync($"DROP TABLE IF EXISTS {Table}");
            await _direct.DisposeAsync();
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Query_OverHarmedConnection_BringsTheSameRows(
        [Values(Fault.Reset, Fault.Close, Fault.BlackHole, Fault.OneWay, Fault.HalfOpen, Fault.Delay, Fault.Throttle)] Fault fault,
        [ValueSource(nameof(PointsOfQuery))] CutPoint at,
        CancellationToken token)
    {
        await using var proxy = new FaultProxy(_server.Port) { Fault = fault, At = at };
        await using var session = Session(proxy);

        var result = await session.DrainAsync(Rows, new ExecuteOptions { Checksum = true }, token).WaitAsync(RecoveryLimit, token);

        result.Rows.ShouldBe(60_000);
        result.Checksum.ShouldBe(_checksum);
        proxy.Struck.ShouldBe(1);
    }

    [Test, CancelAfter(60_000)]
    public async Task Write_OverHarmedConnection_IsExecutedOnceOrReportedAsUnknown(
        [Values(Fault.Reset, Fault.Close, Fault.BlackHole, Fault.OneWay, Fault.HalfOpen)] Fault fault,
        [ValueSource(nameof(PointsOfWrite))] CutPoint at,
        CancellationToken token)
    {
        await using var proxy = new FaultProxy(_server.Port) { Fault = fault, At = at };
        await using var session = Session(proxy);
        var id = Random.Shared.NextInt64();
        var unknown = false;

        try
        {
            await session.ExecuteCommandAsync($"INSERT INTO {Table} VALUES "
                + $"({id})", cancellationToken: token).WaitAsync(RecoveryLimit, token);
        }
        catch (SparkException e)
        {
            e.OutcomeUnknown.ShouldBeTrue(e.Message);
            unknown = true;
        }

        proxy.Struck.ShouldBe(1);
        // A session keeps the list of a table's files, and another one has written.
        await _direct.ExecuteCommandAsync($"REFRESH TABLE {Table}", cancellationToken: token);
        var written = (await _direct.DrainAsync($"SELECT * FROM {Table} WHERE id = {id}", cancellationToken: token)).Rows;
        written.ShouldBeInRange(unknown ? 0 : 1, 1);
    }

    private static SparkSession Session(FaultProxy proxy) => new(ConnectionString.Parse(proxy.Address), new SparkSessionOptions
    {
        Retry = RetryPolicy.Short,
        IdleTimeout = IdleTimeout,
        ConnectTimeout = TimeSpan.FromSeconds(3),
        CloseTimeout = TimeSpan.FromSeconds(1),
    });
}
