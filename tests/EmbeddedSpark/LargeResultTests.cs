using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class LargeResultTests
{
    private const string Trips = """
        SELECT id AS trip_id, CAST(1 + (id * 48271) % 2147483647 % 6 AS INT) AS passenger_count,
        timestamp_seconds(1704067200 + id * 31) AS pickup,
        CAST((id * 16807) % 2147483647 % 10000 AS DOUBLE) / 100 AS fare_amount,
        CAST((id * 69621) % 2147483647 % 1000 AS DOUBLE) / 100 AS tip_amount,
        CASE WHEN id % 3 = 0 THEN 'cash' WHEN id % 3 = 1 THEN 'card' ELSE concat('voucher ', id % 100) END AS payment_type
        FROM range(1000000)
        """;

    [Test]
    public async Task Result_OfAMillionRows_ComesWholeAndIsTheSameTwice()
    {
        var client = Endpoints.Four.NewClient();

        var (first, second) = (await Sums(client), await Sums(client));

        first.Rows.ShouldBe(1_000_000);
        first.ShouldBe(second);
    }

    [Test]
    public async Task Result_ThatNobodyReads_IsNotMadeIntoMemory()
    {
        await using var endpoint = await EndpointProcess.StartAsync();
        var client = endpoint.NewClient();
        await client.QueryAsync("SELECT id, repeat('x', 1000) AS text FROM range(20000)"); // so that code and pools are in memory
        var before = endpoint.ResidentBytes;
        var request = client.Request(Client.Sql("SELECT id, repeat('x', 1000) AS text FROM range(2000000)"));
        using var call = client.Stub.ExecutePlan(request, Client.Limited);
        await call.ResponseStream.MoveNext(default);

        await endpoint.IdleAsync(limit: TimeSpan.FromSeconds(60)); // it has made of the 2 GB what it makes unread

        (endpoint.ResidentBytes - before).ShouldBeLessThan(400L * 1024 * 1024);
        (await client.InterruptAsync(r => r.InterruptType = InterruptRequest.Types.InterruptType.All)).InterruptedIds
            .ShouldBe([request.OperationId], "only what is not over can be interrupted");
    }

    private static async Task<(long Rows, long Hash)> Sums(Client client)
    {
        var (rows, hash) = (0L, 0L);
        using var call = client.Stub.ExecutePlan(client.Request(Client.Sql(Trips)), Client.Limited);
        await foreach (var response in call.ResponseStream.ReadAllAsync())
        {
            if (response.ArrowBatch is { } batch)
            {
                batch.StartOffset.ShouldBe(rows);
                rows += batch.RowCount;
                hash += Result.Decode(batch.Data.ToByteArray()).Sum(
                    r => (long)r[0]! ^ (int)r[1]! ^ ((DateTimeOffset)r[2]!).ToUnixTimeSeconds() ^ (long)((double)r[3]! * 100));
            }
        }

        return (rows, hash);
    }
}
