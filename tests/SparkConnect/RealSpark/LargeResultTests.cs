using Grpc.Core;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class LargeResultTests(string version)
{
    [TestCase(4 * 1024 * 1024), TestCase(null), CancelAfter(120_000)]
    public async Task Batch_OfSixtyMegabytes_ArrivesWhole(int? chunkSize, CancellationToken token)
    {
        await using var session = await OpenAsync(chunkSize);

        var result = await session.DrainAsync(
            "SELECT id, repeat(chr(65 + CAST(id % 26 AS INT)), 6000) AS text FROM range(0, 20000, 1, 1)", cancellationToken: token);

        result.Rows.ShouldBe(20_000);
        result.Bytes.ShouldBeGreaterThan(120_000_000);
    }

    [Test, CancelAfter(180_000)]
    public async Task Row_Over128Megabytes_ArrivesOn411AndFailsCleanlyOn358(CancellationToken token)
    {
        await using var session = await OpenAsync(16 * 1024 * 1024);
        const string Sql = "SELECT repeat('x', 140000000) AS text";

        if (version == "4.1.1")
        {
            (await session.DrainAsync(Sql, cancellationToken: token)).ShouldSatisfyAllConditions(
                r => r.Rows.ShouldBe(1), r => r.Bytes.ShouldBeGreaterThan(140_000_000));
        }
        else
        {
            (await Should.ThrowAsync<SparkException>(() => session.DrainAsync(Sql, cancellationToken: token))).StatusCode.ShouldBeOneOf(
                StatusCode.ResourceExhausted, StatusCode.Internal);
        }

        (await session.DrainAsync("SELECT 1", cancellationToken: token)).Rows.ShouldBe(1);
    }

    private async Task<SparkSession> OpenAsync(int? chunkSize) =>
        new(ConnectionString.Parse((await SharedServers.GetAsync(version)).Address), new SparkSessionOptions { ChunkSize = chunkSize });
}
