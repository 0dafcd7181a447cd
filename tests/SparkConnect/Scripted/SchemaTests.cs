using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>A schema that is asked for, as it goes over the wire.</summary>
[CancelAfter(30_000)]
internal sealed class SchemaTests : ScriptedSparkTests
{
    [Test]
    public async Task Schema_OfAQuery_IsAnalysedAndNothingIsRun()
    {
        await using var session = new SparkSession(
            ConnectionString.Parse(_spark.Address), new SparkSessionOptions { Retry = RetryPolicy.Short });
        _spark.Analyses.Enqueue(_ => throw new RpcException(new Status(StatusCode.Unavailable, "busy")));
        var observer = new RecordingObserver();

        var schema = await session.GetSchemaAsync("SELECT 1 AS x", new ExecuteOptions { Observer = observer });

        schema.Fields.Select(field => field.Name).ShouldBe(["x"]);
        _spark.Received<AnalyzePlanRequest>().ShouldAllBe(request => request.Schema.Plan.Root.Sql.Query == "SELECT 1 AS x");
        _spark.Received<ExecutePlanRequest>().ShouldBeEmpty();
        (observer.Retried, observer.Ended).ShouldBe((1, new AttemptCounts(1, 0, 0)));
    }

    [Test]
    public async Task Schema_ThatCannotBeTold_FailsAndSaysWhatWasTried()
    {
        _spark.Analyses.Enqueue(_ => throw new RpcException(new Status(StatusCode.Internal, "[TABLE_OR_VIEW_NOT_FOUND] no t")));
        var observer = new RecordingObserver();

        var error = await Should.ThrowAsync<SparkException>(
            () => _session.GetSchemaAsync("SELECT * FROM t", new ExecuteOptions { Observer = observer }));

        error.ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
        observer.Ended.ShouldBe(default(AttemptCounts));
    }

    private sealed class RecordingObserver : IExecutionObserver
    {
        public int Retried { get; private set; }

        public AttemptCounts? Ended { get; private set; }

        public void OnRetry(string rpc, string reason, TimeSpan pause) => Retried++;

        public void OnEnded(AttemptCounts attempts) => Ended = attempts;
    }
}
