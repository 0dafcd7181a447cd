using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;
using Operation = Spark.Connect.ConfigRequest.Types.Operation;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class ConfigTests
{
    [Test]
    public async Task Set_ThenGet_OnlyInThatSession()
    {
        var client = Endpoints.Four.NewClient();
        await client.SetAsync("spark.sql.shuffle.partitions", "7");

        (await client.ConfigAsync(Get("spark.sql.shuffle.partitions")))["spark.sql.shuffle.partitions"].ShouldBe("7");
        (await Endpoints.Four.NewClient().ConfigAsync(Get("spark.sql.shuffle.partitions")))["spark.sql.shuffle.partitions"].ShouldBe("200");
    }

    [Test]
    public async Task Get_UnknownKey_Fails()
    {
        var failure = await Failure.Of(() => Endpoints.Four.NewClient().ConfigAsync(Get("no.such.key")));

        (failure.ErrorClass, failure.SqlState).ShouldBe(("SQL_CONF_NOT_FOUND", "42K0I"));
    }

    [Test]
    public async Task GetOption_UnknownKey_HasNoValue() =>
        (await Endpoints.Four.NewClient().ConfigAsync(new Operation { GetOption = new() { Keys = { "no.such.key" } } }))["no.such.key"]
            .ShouldBeNull();

    [Test]
    public async Task Unset_BringsTheDefaultBack()
    {
        var client = Endpoints.Four.NewClient();
        await client.SetAsync("spark.sql.shuffle.partitions", "7");
        await client.UnsetAsync("spark.sql.shuffle.partitions");

        (await client.ConfigAsync(Get("spark.sql.shuffle.partitions")))["spark.sql.shuffle.partitions"].ShouldBe("200");
    }

    [TestCase("spark.sql.warehouse.dir", "/tmp", "CANNOT_MODIFY_STATIC_CONFIG")]
    [TestCase("spark.sql.shuffle.partitions", "many", "INVALID_CONF_VALUE.TYPE_MISMATCH")]
    public async Task Set_NotAllowed_Fails(string key, string value, string errorClass) =>
        (await Failure.Of(() => Endpoints.Four.NewClient().SetAsync(key, value))).ErrorClass.ShouldBe(errorClass);

    [Test]
    public async Task Ansi_DependsOnVersionAndSetting()
    {
        var (three, four) = (Endpoints.Of("3.5.8").NewClient(), Endpoints.Four.NewClient());

        (await three.QueryAsync("SELECT 1/0")).Single.ShouldBeNull();
        (await four.FailAsync("SELECT 1/0")).ErrorClass.ShouldBe("DIVIDE_BY_ZERO");
        await four.ExecuteAsync("SET spark.sql.ansi.enabled=false");
        (await four.QueryAsync("SELECT 1/0, CAST('x' AS INT)")).Rows.Single().ShouldBe([null, null]);
    }

    [Test]
    public async Task TimeZone_Set_CountsForTextsAndResults()
    {
        var client = Endpoints.Four.NewClient();
        await client.SetAsync("spark.sql.session.timeZone", "America/New_York");

        var result = await client.QueryAsync("SELECT timestamp_seconds(1704067200) AS t, CAST(timestamp_seconds(1704067200) AS STRING) "
            + "AS text, hour(timestamp_seconds(1704067200)) AS h");

        result.Rows.Single().ShouldBe([DateTimeOffset.FromUnixTimeSeconds(1704067200), "2023-12-31 19:00:00", 19]);
    }

    private static Operation Get(string key) => new() { Get = new() { Keys = { key } } };
}
