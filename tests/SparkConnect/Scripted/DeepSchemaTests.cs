using Grpc.Core;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>Schemas that are nested more deeply than protobuf reads by itself.</summary>
[CancelAfter(30_000)]
internal sealed class DeepSchemaTests
{
    [TestCase(49), TestCase(300)]
    public async Task Schema_NestedDeeply_IsRead(int levels)
    {
        await using var spark = await ScriptedSpark.StartAsync();
        spark.Schema = Nested(levels);
        await using var session = new SparkSession(ConnectionString.Parse(spark.Address));

        var schema = await session.GetSchemaAsync("SELECT 1");

        schema.Fields.ShouldHaveSingleItem().Type.Count(c => c == '<').ShouldBe(levels);
    }

    [Test]
    public async Task Schema_NestedTooDeeply_IsToldAsThatAndNotAskedAgain()
    {
        await using var spark = await ScriptedSpark.StartAsync();
        spark.Schema = Nested(600);
        await using var session = new SparkSession(
            ConnectionString.Parse(spark.Address), new SparkSessionOptions { Retry = RetryPolicy.Standard });

        var error = await Should.ThrowAsync<SparkException>(() => session.GetSchemaAsync("SELECT 1"));

        error.Message.ShouldBe(
            "The server's message cannot be read: it is malformed, or its schema is nested over 512 levels deep.");
        (error.StatusCode, error.Obstacle, error.Attempts.Retries).ShouldBe((StatusCode.DataLoss, null, 0));
    }

    private static DataType Nested(int levels)
    {
        var type = new DataType { Integer = new() };
        for (var level = 0; level < levels; level++)
        {
            type = new() { Array = new() { ElementType = type } };
        }

        return ScriptedSpark.Struct("deep", type);
    }
}
