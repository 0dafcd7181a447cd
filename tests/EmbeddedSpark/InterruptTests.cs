using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;
using Kind = Spark.Connect.InterruptRequest.Types.InterruptType;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class InterruptTests
{
    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task Interrupt_All_StopsTheQuery(string version)
    {
        var client = Endpoints.Of(version).NewClient();
        var query = await Start(client);

        var response = await client.InterruptAsync(r => r.InterruptType = Kind.All);

        response.InterruptedIds.ShouldBe([query.Id]);
        (await query.Failure).Message.ShouldStartWith("[OPERATION_CANCELED]");
    }

    [Test]
    public async Task Interrupt_Operation_StopsOnlyThat()
    {
        var client = Endpoints.Four.NewClient();
        var stopped = await Start(client);
        var other = await Start(client);

        var response = await client.InterruptAsync(r => (r.InterruptType, r.OperationId) = (Kind.OperationId, stopped.Id));

        response.InterruptedIds.ShouldBe([stopped.Id]);
        (await stopped.Failure).SqlState.ShouldBe("HY008");
        other.Failure.IsCompleted.ShouldBeFalse();
        await client.ReleaseAllAsync(other.Id);
        await other.Failure;
    }

    [Test]
    public async Task Interrupt_Tag_StopsThoseThatCarryIt()
    {
        var client = Endpoints.Four.NewClient();
        var tagged = await Start(client, "heavy", "night");
        var other = await Start(client, "light");

        (await client.InterruptAsync(r => (r.InterruptType, r.OperationTag) = (Kind.Tag, "night"))).InterruptedIds.ShouldBe([tagged.Id]);

        (await tagged.Failure).ErrorClass.ShouldBe("OPERATION_CANCELED");
        await client.ReleaseAllAsync(other.Id);
        (await other.Failure).ErrorClass.ShouldBe("OPERATION_CANCELED");
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
        var query = await Start(client);
        await client.InterruptAsync(r => r.InterruptType = Kind.All);
        await query.Failure;

        (await client.QueryAsync("SELECT 1")).Single.ShouldBe(1);
    }

    private static Task<RunningQuery> Start(Client client, params string[] tags)
    {
        var request = client.Request(Client.Sql(Client.Endless));
        request.Tags.AddRange(tags);
        return client.StartAsync(request);
    }
}
