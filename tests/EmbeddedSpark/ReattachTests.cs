using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class ReattachTests
{
    private const string Large = "SELECT id, repeat('x', 100) AS text FROM range(400000)";

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task Reattach_FromTheLastResponse_BringsTheRest(string version)
    {
        var client = Endpoints.Of(version).NewClient();
        var request = client.Request(Client.Sql(Large));
        var (first, last) = await ReadSome(client, request, responses: 4);

        var rest = await Reattach(client, request.OperationId, last);

        Result.Of([.. first, .. rest]).Rows.Select(r => (long)r[0]!).Order().ShouldBe(Enumerable.Range(0, 400000).Select(i => (long)i));
        rest[^1].ResultComplete.ShouldNotBeNull();
    }

    [Test]
    public async Task Reattach_NothingReceived_BeginsAnew()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT 42 AS n"));
        await client.ExecuteAsync(request);

        Result.Of(await Reattach(client, request.OperationId, last: null)).Single.ShouldBe(42);
    }

    [Test]
    public async Task Reattach_EmptyPosition_IsNotFound()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT 42 AS n"));
        await client.ExecuteAsync(request);

        var failure = await Failure.Of(() => Reattach(client, request.OperationId, last: ""));

        failure.ErrorClass.ShouldBe("INVALID_CURSOR.POSITION_NOT_FOUND");
    }

    [Test]
    public async Task Reattach_ReleasedPosition_IsNotAvailable()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT 42 AS n"));
        var responses = await client.ExecuteAsync(request);
        await client.Stub.ReleaseExecuteAsync(
            new ReleaseExecuteRequest
            {
                SessionId = client.SessionId, UserContext = client.User, OperationId = request.OperationId, ReleaseUntil = new() {
                    ResponseId = responses[1].ResponseId },
            },
            Client.Limited);

        (await Failure.Of(() => Reattach(client, request.OperationId, last: null))).ErrorClass.ShouldBe(
            "INVALID_CURSOR.POSITION_NOT_AVAILABLE");
        (await Reattach(client, request.OperationId, responses[1].ResponseId)).Count.ShouldBe(responses.Count - 2);
    }

    [Test]
    public async Task Reattach_WhileAnotherCallReads_CutsThatOff()
    {
        var client = Endpoints.Four.NewClient();
        var first = await client.StartAsync(client.Request(Client.Sql(Client.Endless)));

        using var second = client.Stub.ReattachExecute(ReattachRequest(client, first.Id, last: null), Client.Limited);

        (await first.Failure).Message.ShouldContain("INVALID_CURSOR.DISCONNECTED");
        await client.ReleaseAllAsync(first.Id);
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task Reattach_ReleasedOperation_IsNotFound(string version)
    {
        var client = Endpoints.Of(version).NewClient();
        var request = client.Request(Client.Sql("SELECT 1"));
        await client.ExecuteAsync(request);
        await client.ReleaseAllAsync(request.OperationId);
        await client.ReleaseAllAsync(request.OperationId); // again, which is no failure

        var failure = await Failure.Of(() => Reattach(client, request.OperationId, last: null));

        failure.Message.ShouldStartWith("[INVALID_HANDLE.OPERATION_NOT_FOUND]");
    }

    [Test]
    public async Task Reattach_UnknownSession_IsToldAsEachVersionDoes()
    {
        var four = await Failure.Of(() => Reattach(Endpoints.Four.NewClient(), Guid.NewGuid().ToString(), last: null));
        var three = await Failure.Of(() => Reattach(Endpoints.Of("3.5.8").NewClient(), Guid.NewGuid().ToString(), last: null));

        four.ErrorClass.ShouldBe("INVALID_HANDLE.SESSION_NOT_FOUND");
        three.Reason.ShouldBe("java.util.concurrent.ExecutionException");
        three.Message.ShouldContain("[INVALID_HANDLE.SESSION_NOT_FOUND]");
    }

    [Test]
    public async Task Execute_SameIdAndPlanOnFour_IsAReattach()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT 3 AS n"));
        await client.ExecuteAsync(request);

        Result.Of(await client.ExecuteAsync(request)).Single.ShouldBe(3);
    }

    [TestCase("4.1.1", "SELECT 4", "OPERATION_ALREADY_EXISTS")]
    [TestCase("3.5.8", "SELECT 3", "OPERATION_ALREADY_EXISTS")]
    public async Task Execute_SameIdWhileRetained_IsRefused(string version, string query, string subClass)
    {
        var client = Endpoints.Of(version).NewClient();
        var request = client.Request(Client.Sql("SELECT 3"));
        await client.ExecuteAsync(request);

        var failure = await Failure.Of(() => client.ExecuteAsync(client.Request(Client.Sql(query), operationId: request.OperationId)));

        failure.Message.ShouldStartWith($"[INVALID_HANDLE.{subClass}]");
    }

    [Test]
    public async Task Execute_SameIdAfterRelease_OnlyThreeRunsItAgain()
    {
        var three = Endpoints.Of("3.5.8").NewClient();
        var four = Endpoints.Four.NewClient();
        var (again, never) = (three.Request(Client.Sql("SELECT 3")), four.Request(Client.Sql("SELECT 3")));
        await three.ExecuteAsync(again);
        await three.ReleaseAllAsync(again.OperationId);
        await four.ExecuteAsync(never);
        await four.ReleaseAllAsync(never.OperationId);

        Result.Of(await three.ExecuteAsync(again)).Single.ShouldBe(3);
        (await Failure.Of(() => four.ExecuteAsync(never))).ErrorClass.ShouldBe("INVALID_HANDLE.OPERATION_ABANDONED");
    }

    [Test]
    public async Task Execute_StreamsKeptShort_EveryRowComesOverManyCalls()
    {
        await using var endpoint = await EndpointProcess.StartAsync(
            "--conf", "spark.connect.execute.reattachable.senderMaxStreamSize=100k");
        var client = endpoint.NewClient();
        var request = client.Request(Client.Sql("SELECT id FROM range(200000)"));
        var responses = await client.ExecuteAsync(request);
        var calls = 1;
        for (; responses[^1].ResultComplete is null; calls++)
        {
            responses.AddRange(await Reattach(client, request.OperationId, responses[^1].ResponseId));
        }

        calls.ShouldBeGreaterThan(5);
        Result.Of(responses).Rows.Count.ShouldBe(200000);
    }

    private static ReattachExecuteRequest ReattachRequest(Client client, string operationId, string? last)
    {
        var request = new ReattachExecuteRequest { SessionId = client.SessionId, UserContext = client.User, OperationId = operationId };
        if (last is not null)
        {
            request.LastResponseId = last;
        }

        return request;
    }

    private static async Task<List<ExecutePlanResponse>> Reattach(Client client, string operationId, string? last)
    {
        using var call = client.Stub.ReattachExecute(ReattachRequest(client, operationId, last), Client.Limited);
        return await call.ResponseStream.ReadAllAsync().ToListAsync();
    }

    private static async Task<(List<ExecutePlanResponse> Responses, string Last)> ReadSome(
        Client client, ExecutePlanRequest request, int responses)
    {
        using var call = client.Stub.ExecutePlan(request, Client.Limited);
        var read = new List<ExecutePlanResponse>();
        while (read.Count < responses && await call.ResponseStream.MoveNext())
        {
            read.Add(call.ResponseStream.Current);
        }

        return (read, read[^1].ResponseId);
    }
}
