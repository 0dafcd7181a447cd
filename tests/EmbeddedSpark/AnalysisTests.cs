using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class AnalysisTests
{
    [Test]
    public async Task Analysis_SchemaAndExplain_RunNothing()
    {
        var client = Endpoints.Four.NewClient();
        var plan = Client.Sql("SELECT id, 1/0 AS never FROM range(3)");

        var schema = await client.Stub.AnalyzePlanAsync(
            new AnalyzePlanRequest { SessionId = client.SessionId, UserContext = client.User, Schema = new() { Plan = plan } },
            Client.Limited);
        var explain = await client.Stub.AnalyzePlanAsync(
            new AnalyzePlanRequest { SessionId = client.SessionId, UserContext = client.User, Explain = new() { Plan = plan } },
            Client.Limited);

        schema.Schema.Schema_.Struct.Fields.Select(f => (f.Name, f.DataType.KindCase)).ShouldBe(
            [("id", DataType.KindOneofCase.Long), ("never", DataType.KindOneofCase.Double)]);
        explain.Explain.ExplainString.ShouldStartWith("== Physical Plan ==");
    }
}
