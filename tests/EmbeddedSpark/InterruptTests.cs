using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;
using Kind = Spark.Connect.InterruptRequest.Types.InterruptType;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class InterruptTests
{
    private const string Endless = "SELECT count(*) FROM range(10000000) a, range(1000000) b WHERE a.id % 7 = b.id % 11";

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task Interrupt_All_StopsTheQuery(string version)
    {
        var client = Endpoints.Of(version).NewClient();
        var (id, failure) = await Start(client);

        var response = await client.InterruptAsync(r => r.InterruptType = Kind.All);

        response.InterruptedIds.ShouldBe([id]);
        (await failure).Message.ShouldStartWith("[OPERATION_CANCELED]");
    }

    [Test]
    public async Task Interrupt_Operation_StopsOnlyThat()
    {
        var client = Endpoints.Four.NewClient();
        var (stopped, failure) = await Start(client);
        var (other, otherFailure) = await Start(client);

        var response = await client.InterruptAsync(r => (r.InterruptType, r.OperationId) = (Kind.OperationId, stopped));

        response.InterruptedIds.ShouldBe([stopped]);
        (await failure).SqlState.ShouldBe("HY008");
        otherFailure.IsCompleted.ShouldBeFalse();
        await client.ReleaseAllAsync(other);
        await otherFailure;
    }

    [Test]
    public async Task Interrupt_Tag_StopsThoseThatCarryIt()
    {
        var client = Endpoints.Four.NewClient();
        var (tagged, failure) = await Start(client, "heavy", "night");
        var (other, otherFailure) = await Start(client, "light");

        (await client.InterruptAsync(r => (r.InterruptType, r.OperationTag) = (Kind.Tag, "night"))).InterruptedIds.ShouldBe([tagged]);

        (await failure).ErrorClass.ShouldBe("OPERATION_CANCELED");
        await client.ReleaseAllAsync(other);
        (await otherFailure).ErrorClass.ShouldBe("OPERATION_CANCELED");
    }

    [Test]
    public async Task Interrupt_NothingRuns_AnswersWithNoIds() =>
        (await Endpoints.Four.NewClient().InterruptAsync(r => r.InterruptType = Kind.All)).InterruptedIds.ShouldBeEmpty();

    [Test]
    public async Task Interrupt_StreamingResultThatNobodyReads_Stops()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT id, repeat('x', 1000) AS text FROM range(100000000)"));
        using var call = client.Stub.ExecutePlan(request, Client.Limited);
        await call.ResponseStream.MoveNext(default);

        (await client.InterruptAsync(r => r.InterruptType = Kind.All)).InterruptedIds.ShouldBe([request.OperationId]);

        var failure = await Failure.Of(async () =>
        {
            while (await call.ResponseStream.MoveNext(default))
            {
            }
        });
        failure.ErrorClass.ShouldBe("OPERATION_CANCELED");
    }

    [Test]
    public async Task Session_AfterInterrupt_AnswersAgain()
    {
        var client = Endpoints.Four.NewClient();
        var (_, failure) = await Start(client);
        await client.InterruptAsync(r => r.InterruptType = Kind.All);
        await failure;

        (await client.QueryAsync("SELECT 1")).Single.ShouldBe(1);
    }

    private static async Task<(string Id, Task<Failure> Failure)> Start(Client client, params string[] tags)
    {
        var request = client.Request(Client.Sql(Endless));
        request.Tags.AddRange(tags);
        var failure = Failure.Of(() => client.ExecuteAsync(request));
        await Task.Delay(300); // so that DuckDB is at work
        return (request.OperationId, failure);
    }
}
