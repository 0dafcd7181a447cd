using Grpc.Core;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class WireTests
{
    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task ExecutePlan_Reattachable_SchemaBatchesMetricsComplete(string version)
    {
        var responses = await Endpoints.Of(version).NewClient().ExecuteAsync("SELECT id FROM range(25000)");

        responses.Select(Kind).ShouldBe(["schema", "batch", "batch", "batch", "metrics", "complete"]);
        responses.Select(r => r.ResponseId).ShouldBeUnique();
        responses.All(r => r.ServerSideSessionId.Length > 0).ShouldBe(version == "4.1.1");
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task ExecutePlan_Plain_EndsWithoutComplete(string version)
    {
        var responses = await Endpoints.Of(version).NewClient().ExecuteAsync("SELECT 1 AS one", reattachable: false);

        responses.Select(Kind).ShouldBe(["schema", "batch", "metrics"]);
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task ExecutePlan_EmptyResult_HasOneBatchWithoutRows(string version)
    {
        var result = await Endpoints.Of(version).NewClient().QueryAsync("SELECT id FROM range(3) WHERE id > 5");

        result.Batches.Single().RowCount.ShouldBe(0);
        result.Rows.ShouldBeEmpty();
    }

    [Test]
    public async Task ExecutePlan_ManyRows_BatchesAreWithinTheLimitAndNumbered()
    {
        var result = await Endpoints.Four.NewClient().QueryAsync("SELECT id, concat('trip ', id) AS text FROM range(25000)");

        result.Batches.Select(b => b.RowCount).ShouldBe([10000, 10000, 5000]);
        result.Batches.Select(b => b.StartOffset).ShouldBe([0, 10000, 20000]);
        result.Rows.Select(r => (long)r[0]!).ShouldBe(Enumerable.Range(0, 25000).Select(i => (long)i), ignoreOrder: true);
    }

    [Test]
    public async Task ExecutePlan_OnThree_HasNoStartOffset()
    {
        var result = await Endpoints.Of("3.5.8").NewClient().QueryAsync("SELECT 1");

        result.Batches.Single().HasStartOffset.ShouldBeFalse();
    }

    [Test]
    public async Task ExecutePlan_WideRowsOnThree_BatchesStayBelowFourMegabytes()
    {
        var result = await Endpoints.Of("3.5.8").NewClient().QueryAsync("SELECT repeat('x', 6000) AS wide FROM range(3000)");

        result.Batches.Count.ShouldBeGreaterThan(5);
        result.Batches.Max(b => b.Data.Length).ShouldBeLessThan(4 * 1024 * 1024);
        result.Rows.Count.ShouldBe(3000);
    }

    [Test]
    public async Task ExecutePlan_ChunksAllowed_ChunksMakeOneBatch()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT repeat('x', 200000) AS wide"));
        request.RequestOptions.Add(new ExecutePlanRequest.Types.RequestOption
        {
            ResultChunkingOptions = new ResultChunkingOptions { AllowArrowBatchChunking = true, PreferredArrowChunkSize = 65536 },
        });

        var chunks = (await client.ExecuteAsync(request)).Where(r => r.ArrowBatch is not null).Select(r => r.ArrowBatch).ToList();

        chunks.Count.ShouldBe(4);
        chunks.Select(c => c.ChunkIndex).ShouldBe([0, 1, 2, 3]);
        chunks.ShouldAllBe(c => c.NumChunksInBatch == 4 && c.RowCount == 1);
        ((string)Result.Decode([.. chunks.SelectMany(c => c.Data)]).Single().Single()!).Length.ShouldBe(200000);
    }

    [TestCase("zstd")]
    [TestCase("lz4")]
    public async Task ExecutePlan_CompressionSet_ReadsTheSameInFewerBytes(string codec)
    {
        var client = Endpoints.Four.NewClient();
        const string Query = "SELECT id % 3 AS n FROM range(10000)";
        var plain = await client.QueryAsync(Query);
        await client.SetAsync("spark.sql.execution.arrow.compression.codec", codec);

        var packed = await client.QueryAsync(Query);

        packed.Rows.Sum(r => (long)r[0]!).ShouldBe(plain.Rows.Sum(r => (long)r[0]!));
        packed.Batches.Sum(b => b.Data.Length).ShouldBeLessThan(plain.Batches.Sum(b => b.Data.Length) / 2);
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task SqlCommand_Query_ComesBackUnrun(string version)
    {
        var client = Endpoints.Of(version).NewClient();

        var responses = await client.ExecuteAsync(client.Request(Command("SELECT 7 AS n")));

        var relation = responses.Single(r => r.SqlCommandResult is not null).SqlCommandResult.Relation;
        relation.Sql.Query.ShouldBe("SELECT 7 AS n");
        (await client.QueryAsync(new Plan { Root = relation })).Single.ShouldBe(7);
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task SqlCommand_Command_RunsAtOnceAndOnce(string version)
    {
        var client = Endpoints.Of(version).NewClient();
        await client.ExecuteAsync("CREATE TABLE counted USING parquet AS SELECT 1 AS n");

        var responses = await client.ExecuteAsync(client.Request(Command("INSERT INTO counted VALUES (2)")));

        responses.Select(Kind).ShouldBe(["SqlCommandResult", "metrics", "complete"]);
        (await client.QueryAsync("SELECT count(*) FROM counted")).Single.ShouldBe(2L);
        await client.ExecuteAsync("DROP TABLE counted");
    }

    [TestCaseSource(typeof(Endpoints), nameof(Endpoints.Versions))]
    public async Task SqlCommand_WithArguments_HasTheirValues(string version)
    {
        var client = Endpoints.Of(version).NewClient();
        var plan = Command("CREATE TEMP VIEW argued AS SELECT :a + 2 AS n");
        if (version == "3.5.8")
        {
            plan.Command.SqlCommand.Args["a"] = new() { Integer = 40 };
        }
        else
        {
            plan.Command.SqlCommand.NamedArguments["a"] = new() { Literal = new() { Integer = 40 } };
        }

        await client.ExecuteAsync(client.Request(plan));

        (await client.QueryAsync("SELECT n FROM argued")).Single.ShouldBe(42);
    }

    [Test]
    public async Task SqlCommand_WhoseResultIsInvalid_Fails()
    {
        var client = Endpoints.Four.NewClient();

        (await Failure.Of(() => client.ExecuteAsync(client.Request(Command("DESCRIBE nope"))))).ErrorClass
            .ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
    }

    [Test]
    public async Task ExecutePlan_Ddl_TakesEffectOnce()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TABLE once USING parquet AS SELECT 1 AS n");

        var responses = await client.ExecuteAsync("INSERT INTO once VALUES (2)");

        responses.Select(Kind).ShouldBe(["schema", "batch", "metrics", "complete"]);
        Result.Of(responses).Fields.ShouldBeEmpty();
        (await client.QueryAsync("SELECT count(*) FROM once")).Single.ShouldBe(2L);
        await client.ExecuteAsync("DROP TABLE once");
    }

    private static Plan Command(string sql) => new() { Command = new Command { SqlCommand = new SqlCommand { Sql = sql } } };

    private static string Kind(ExecutePlanResponse response) => response switch
    {
        { Schema: not null } => "schema",
        { ArrowBatch: not null } => "batch",
        { Metrics: not null } => "metrics",
        { ResultComplete: not null } => "complete",
        _ => response.ResponseTypeCase.ToString(),
    };
}
