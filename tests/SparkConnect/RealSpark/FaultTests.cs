using SparkLoad.SparkConnect.Tests.Faults;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>A harmed connection to a real server: the same rows or a clear error, within a bound, and never a second write.</summary>
[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class FaultTests(string version)
{
    private const string Rows = "SELECT id, CAST(id AS STRING) AS text FROM range(60000)";

    [Test, CancelAfter(90_000)]
    public async Task Query_OverHarmedConnection_BringsTheSameRows(
        [Values(Fault.Reset, Fault.BlackHole, Fault.HalfOpen, Fault.Delay, Fault.Throttle)] Fault fault, [Values] bool toClient, [Values(0, 200, 3000, 60_000)] int afterBytes, CancellationToken token)
    {
        var server = await SharedServers.GetAsync(version);
        await using var proxy = new FaultProxy(server.Port) { Fault = fault, ToClient = toClient, AfterBytes = afterBytes };
        await using var direct = new SparkSession(ConnectionString.Parse(server.Address));
        var expected = await direct.DrainAsync(Rows, new ExecuteOptions { Checksum = true }, token);
        await using var session = Session(proxy);

        var result = await session.DrainAsync(Rows, new ExecuteOptions { Checksum = true }, token).WaitAsync(TimeSpan.FromSeconds(60), token);

        result.Rows.ShouldBe(60_000);
        result.Checksum.ShouldBe(expected.Checksum);
    }

    [Test, CancelAfter(90_000)]
    public async Task Write_OverHarmedConnection_IsExecutedOnceOrReportedAsUnknown(
        [Values(Fault.Reset, Fault.HalfOpen)] Fault fault, [Values] bool toClient, [Values(0, 100, 400, 900)] int afterBytes, CancellationToken token)
    {
        var server = await SharedServers.GetAsync(version);
        await using var direct = new SparkSession(ConnectionString.Parse(server.Address));
        var table = $"w_{Guid.NewGuid():N}";
        await direct.ExecuteCommandAsync($"CREATE TABLE {table} (id BIGINT) USING parquet", cancellationToken: token);
        await using var proxy = new FaultProxy(server.Port) { Fault = fault, ToClient = toClient, AfterBytes = afterBytes };
        await using var session = Session(proxy);
        var unknown = false;

        try
        {
            await session.ExecuteCommandAsync($"INSERT INTO {table} VALUES (1)", cancellationToken: token).WaitAsync(TimeSpan.FromSeconds(60), token);
        }
        catch (SparkException e)
        {
            e.OutcomeUnknown.ShouldBeTrue(e.Message);
            unknown = true;
        }

        var written = (await direct.DrainAsync($"SELECT * FROM {table}", cancellationToken: token)).Rows;
        written.ShouldBeInRange(unknown ? 0 : 1, 1);
        await direct.ExecuteCommandAsync($"DROP TABLE {table}", cancellationToken: token);
    }

    private static SparkSession Session(FaultProxy proxy) => new(ConnectionString.Parse(proxy.Address), new SparkSessionOptions
    {
        Retry = RetryPolicy.Short,
        IdleTimeout = TimeSpan.FromSeconds(3),
        ConnectTimeout = TimeSpan.FromSeconds(3),
        CloseTimeout = TimeSpan.FromSeconds(1),
    });
}
