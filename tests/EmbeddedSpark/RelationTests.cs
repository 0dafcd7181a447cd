using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using Google.Protobuf;
using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class RelationTests
{
    [Test]
    public async Task LocalRelation_AsAQuery_ComesBack()
    {
        var rows = (await Endpoints.Four.NewClient().QueryAsync(new Plan { Root = Local() })).Rows;

        rows[0].ShouldBe([1L, "one", 1.5, true, new DateOnly(2024, 2, 3), 12.34m, DateTimeOffset.FromUnixTimeSeconds(1704067231)]);
        rows[1].ShouldBe([2L, null, null, null, null, null, null]);
    }

    [Test]
    public async Task LocalRelation_AsAView_IsOfTheSession()
    {
        var client = Endpoints.Four.NewClient();
        var command = new CreateDataFrameViewCommand { Input = Local(), Name = "local", Replace = true };

        await client.ExecuteAsync(client.Request(new Plan { Command = new Command { CreateDataframeView = command } }));
        await client.ExecuteAsync(client.Request(new Plan { Command = new Command { CreateDataframeView = command } }));

        (await client.QueryAsync("SELECT sum(id), count(name) FROM local")).Rows.Single().ShouldBe([3L, 1L]);
        (await client.QueryAsync("SHOW TABLES")).Rows.Where(r => (bool)r[2]!).Select(r => r[1]).ShouldBe(["local"]);
        (await Endpoints.Four.NewClient().FailAsync("SELECT * FROM local")).ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
    }

    [Test]
    public async Task Range_WithStartAndStep_CountsAsSparkDoes()
    {
        var range = new Spark.Connect.Range { Start = 2, End = 11, Step = 3 };

        var result = await Endpoints.Four.NewClient().QueryAsync(new Plan { Root = new Relation { Range = range } });

        result.Names.ShouldBe(["id"]);
        result.Rows.Select(r => r[0]).ShouldBe([2L, 5L, 8L]);
    }

    [Test]
    public async Task ShowString_IsATextTable()
    {
        var show = new ShowString { Input = new Relation { Sql = new SQL { Query = "SELECT 1 AS one, 'x' AS letter" } }, NumRows = 20, Truncate = 20 };

        (await Endpoints.Four.NewClient().QueryAsync(new Plan { Root = new Relation { ShowString = show } })).Single
            .ShouldBe("+---+------+\n|one|letter|\n+---+------+\n|  1|     x|\n+---+------+\n");
    }

    [Test]
    public async Task Parquet_Path_IsATable()
    {
        var folder = Directory.CreateTempSubdirectory("sparkload-parquet-");
        try
        {
            Parquet.Write(Path.Combine(folder.FullName, "part.parquet"), "SELECT range AS id, 'x' AS letter FROM range(1000)");
            var client = Endpoints.Four.NewClient();

            (await client.QueryAsync($"SELECT count(*), max(id) FROM parquet.`{folder.FullName}`")).Rows.Single().ShouldBe([1000L, 999L]);
            await client.ExecuteAsync($"CREATE TEMP VIEW trips USING parquet OPTIONS (path '{folder.FullName}/part.parquet')");
            (await client.QueryAsync("SELECT sum(id) FROM trips WHERE letter = 'x'")).Single.ShouldBe(499500L);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Test]
    public async Task Analysis_SchemaAndExplain_RunNothing()
    {
        var client = Endpoints.Four.NewClient();
        var plan = Client.Sql("SELECT id, 1/0 AS never FROM range(3)");

        var schema = await client.Stub.AnalyzePlanAsync(new AnalyzePlanRequest { SessionId = client.SessionId, UserContext = client.User, Schema = new() { Plan = plan } }, Client.Limited);
        var explain = await client.Stub.AnalyzePlanAsync(new AnalyzePlanRequest { SessionId = client.SessionId, UserContext = client.User, Explain = new() { Plan = plan } }, Client.Limited);

        schema.Schema.Schema_.Struct.Fields.Select(f => (f.Name, f.DataType.KindCase)).ShouldBe(
            [("id", DataType.KindOneofCase.Long), ("never", DataType.KindOneofCase.Double)]);
        explain.Explain.ExplainString.ShouldStartWith("== Physical Plan ==");
    }

    private static Relation Local()
    {
        using var batch = new RecordBatch.Builder()
            .Append("id", false, new Int64Array.Builder().AppendRange([1, 2]).Build())
            .Append("name", true, new StringArray.Builder().Append("one").AppendNull().Build())
            .Append("value", true, new DoubleArray.Builder().Append(1.5).AppendNull().Build())
            .Append("flag", true, new BooleanArray.Builder().Append(true).AppendNull().Build())
            .Append("day", true, new Date32Array.Builder().Append(new DateOnly(2024, 2, 3)).AppendNull().Build())
            .Append("price", true, new Decimal128Array.Builder(new Decimal128Type(10, 2)).Append(12.34m).AppendNull().Build())
            .Append("at", true, new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, "UTC")).Append(DateTimeOffset.FromUnixTimeSeconds(1704067231)).AppendNull().Build())
            .Build();
        using var stream = new MemoryStream();
        using (var writer = new ArrowStreamWriter(stream, batch.Schema, leaveOpen: true))
        {
            writer.WriteRecordBatch(batch);
            writer.WriteEnd();
        }

        return new Relation { LocalRelation = new LocalRelation { Data = ByteString.CopyFrom(stream.ToArray()) } };
    }
}
