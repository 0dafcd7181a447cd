using Grpc.Core;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

/// <summary>What must work on both versions, as they come and when every stream is cut short.</summary>
[Category("needs-spark")]
[TestFixture("3.5.8", false)]
[TestFixture("3.5.8", true)]
[TestFixture("4.1.1", false)]
[TestFixture("4.1.1", true)]
internal sealed class ConformanceTests(string version, bool hurried)
{
    private SparkSession _session = null!;
    private SparkServer _server = null!;

    [SetUp]
    public async Task OpenAsync()
    {
        _server = await SharedServers.GetAsync(version, hurried);
        _session = new SparkSession(ConnectionString.Parse(_server.Address));
    }

    [TearDown]
    public async Task CloseAsync()
    {
        if (_session is not null)
        {
            await _session.DisposeAsync();
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Version_OfRealServer_IsItsOwn(CancellationToken token) =>
        (await _session.GetVersionAsync(token)).ShouldBe(version);

    [Test, CancelAfter(60_000)]
    public async Task Drain_OfOneRow_CountsItAndItsBytes(CancellationToken token)
    {
        var result = await _session.DrainAsync("SELECT 1 AS one", cancellationToken: token);

        result.Rows.ShouldBe(1);
        result.Bytes.ShouldBeGreaterThan(0);
        result.Batches.ShouldBe(1);
    }

    [Test, CancelAfter(120_000)]
    public async Task Drain_OfManyRows_BringsEachOnce(CancellationToken token)
    {
        const string Sql = "SELECT id, id * 2 AS twice, CAST(id AS STRING) AS text FROM range(100000)";

        var counted = await _session.DrainAsync(Sql, cancellationToken: token);
        var summed = await _session.DrainAsync(Sql, new ExecuteOptions { Checksum = true }, token);
        var reversed = await _session.DrainAsync(Sql + " ORDER BY id DESC", new ExecuteOptions { Checksum = true }, token);

        counted.Rows.ShouldBe(100_000);
        summed.Rows.ShouldBe(100_000);
        reversed.Checksum.ShouldBe(summed.Checksum);
        if (hurried)
        {
            counted.Attempts.Reattaches.ShouldBeGreaterThan(0);
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Drain_OfEmptyResult_HasOneBatchWithoutRows(CancellationToken token)
    {
        var result = await _session.DrainAsync("SELECT id FROM range(10) WHERE id > 100", cancellationToken: token);

        result.Rows.ShouldBe(0);
        result.Batches.ShouldBe(1);
    }

    [Test, CancelAfter(60_000)]
    public async Task Query_OfMissingTable_FailsWithItsClass(CancellationToken token)
    {
        var error = await Should.ThrowAsync<SparkException>(
            () => _session.DrainAsync("SELECT * FROM no_such_table", cancellationToken: token));

        error.ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
        error.StatusCode.ShouldBe(StatusCode.Internal);
        error.Message.ShouldContain("no_such_table");
        if (version == "4.1.1")
        {
            error.SqlState.ShouldBe("42P01");
            error.MessageParameters.Keys.ShouldContain("relationName");
            error.Details.ShouldNotBeEmpty();
        }
    }

    [Test, CancelAfter(60_000)]
    public async Task Config_SetAndUnset_IsSeen(CancellationToken token)
    {
        await _session.SetConfigAsync("spark.sql.shuffle.partitions", "7", token);
        (await _session.GetConfigAsync("spark.sql.shuffle.partitions", token)).ShouldBe("7");

        await _session.UnsetConfigAsync("spark.sql.shuffle.partitions", token);
        (await _session.GetConfigAsync("spark.sql.shuffle.partitions", token)).ShouldNotBe("7");
        (await _session.GetConfigOptionAsync("sparkload.not.set", token)).ShouldBeNull();
    }
}
