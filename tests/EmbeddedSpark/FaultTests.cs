using System.Diagnostics;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class FaultTests
{
    private const string Prefix = "sparkload.embedded.fault.";
    private const string Query = "SELECT id, CAST(id AS DOUBLE) AS value FROM range(3) ORDER BY id";

    private static readonly double[] Right = [0, 1, 2];

    [Test]
    public async Task ErrorEvery_Third_StrikesThatOnly()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "errorEvery=3");
        var client = endpoint.NewClient();
        await client.ExecuteAsync("CREATE TEMP VIEW v AS SELECT 1"); // a command is not counted

        await client.QueryAsync(Query);
        await client.QueryAsync(Query);

        (await client.FailAsync(Query)).ErrorClass.ShouldBe("EMBEDDED_FAULT");
        await client.QueryAsync(Query);
    }

    [Test]
    public async Task WrongEvery_Second_ChangesOneNumber()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "wrongEvery=2");
        var client = endpoint.NewClient();

        (await client.QueryAsync(Query)).Rows.Select(r => (double)r[1]!).ShouldBe(Right);
        (await client.QueryAsync(Query)).Rows.Select(r => (double)r[1]!).ShouldBe([1.0, 1.0, 2.0]);
    }

    [Test]
    public async Task MissingEvery_Second_LacksTheFirstRow()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "missingEvery=2");
        var client = endpoint.NewClient();

        (await client.QueryAsync(Query)).Rows.Count.ShouldBe(3);
        var result = await client.QueryAsync(Query);
        result.Rows.Select(r => (long)r[0]!).ShouldBe([1, 2]);
        result.Batches.Sum(b => b.RowCount).ShouldBe(2);
    }

    [Test]
    public async Task Latency_SetByOneSession_StrikesAnotherUntilUnset()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var (control, client) = (endpoint.NewClient(), endpoint.NewClient());
        await client.QueryAsync(Query);

        await control.SetAsync(Prefix + "latencyMs", "700");
        var watch = Stopwatch.StartNew();
        await client.QueryAsync(Query);
        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(700); // the delay is the test's own

        await control.UnsetAsync(Prefix + "latencyMs");
        (await control.ConfigAsync(new() { GetOption = new() { Keys = { Prefix + "latencyMs" } } })).Values.ShouldBe([null]);
    }

    [Test]
    public async Task BytesPerSecond_Set_HoldsTheStreamBack()
    {
        await using var endpoint = await EndpointProcess.StartAsync("--faults", "bytesPerSecond=100000");
        var client = endpoint.NewClient();

        var watch = Stopwatch.StartNew();
        await client.QueryAsync("SELECT id FROM range(10000)"); // 80 kB

        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(700);
    }

    [Test]
    public async Task LeakBytes_Set_StaysInMemory()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var client = endpoint.NewClient();
        await client.QueryAsync(Query);
        var before = endpoint.ResidentBytes;

        await client.SetAsync(Prefix + "leakBytes", "50000000");
        for (var i = 0; i < 4; i++)
        {
            await client.QueryAsync(Query);
        }

        (endpoint.ResidentBytes - before).ShouldBeGreaterThan(150_000_000);
    }

    [TestCase("errorEvery", "often")]
    [TestCase("hiccups", "1")]
    public async Task Set_BadFault_IsRefused(string fault, string value) =>
        (await Failure.Of(() => Endpoints.Four.NewClient().SetAsync(Prefix + fault, value))).Reason.ShouldBe(
            "java.lang.IllegalArgumentException");
}
