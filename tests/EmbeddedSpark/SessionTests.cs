using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class SessionTests
{
    [Test]
    public async Task TemporaryView_OfOneSession_IsUnknownToAnother()
    {
        var (mine, other) = (Endpoints.Four.NewClient(), Endpoints.Four.NewClient());
        await mine.ExecuteAsync("CREATE TEMP VIEW secret AS SELECT 1 AS a");
        await other.ExecuteAsync("CREATE TEMP VIEW secret AS SELECT 2 AS a");

        (await mine.QueryAsync("SELECT a FROM secret")).Single.ShouldBe(1);
        (await other.QueryAsync("SELECT a FROM secret")).Single.ShouldBe(2);
        (await Endpoints.Four.NewClient().FailAsync("SELECT * FROM secret")).ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
    }

    [Test]
    public async Task Table_OfOneSession_IsSharedUnderItsFullNameToo()
    {
        await Endpoints.Four.NewClient().ExecuteAsync("CREATE TABLE shared USING parquet AS SELECT 7 AS a");
        var other = Endpoints.Four.NewClient();

        (await other.QueryAsync("SELECT a FROM shared")).Single.ShouldBe(7);
        (await other.QueryAsync("SELECT a FROM default.shared")).Single.ShouldBe(7);
        (await other.QueryAsync("SELECT a FROM spark_catalog.default.shared")).Single.ShouldBe(7);
        await other.ExecuteAsync("DROP TABLE shared");
    }

    [Test]
    public async Task TemporaryView_NamedAsATable_HidesIt()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TABLE hidden USING parquet AS SELECT 'table' AS a");
        await client.ExecuteAsync("CREATE TEMP VIEW hidden AS SELECT 'view' AS a");

        (await client.QueryAsync("SELECT a FROM hidden")).Single.ShouldBe("view");
        (await client.QueryAsync("SELECT a FROM default.hidden")).Single.ShouldBe("table");
        await client.ExecuteAsync("DROP TABLE default.hidden");
    }

    [Test]
    public async Task Session_OfAnotherUser_IsAnotherSession()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TEMP VIEW mine AS SELECT 1 AS a");
        var request = client.Request(Client.Sql("SELECT * FROM mine"));
        request.UserContext = new UserContext { UserId = "someone else" };

        (await Failure.Of(() => client.ExecuteAsync(request))).ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
    }

    [Test]
    public async Task ReleaseSession_OnFour_ClosesItForGood()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("SELECT 1");

        await client.Stub.ReleaseSessionAsync(
            new ReleaseSessionRequest { SessionId = client.SessionId, UserContext = client.User }, Client.Limited);

        (await client.FailAsync("SELECT 1")).ErrorClass.ShouldBe("INVALID_HANDLE.SESSION_CLOSED");
    }

    [Test]
    public async Task ReleaseSession_ReconnectAllowed_BeginsAnew()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TEMP VIEW v AS SELECT 1");

        await client.Stub.ReleaseSessionAsync(
            new ReleaseSessionRequest { SessionId = client.SessionId, UserContext = client.User, AllowReconnect = true }, Client.Limited);

        (await client.FailAsync("SELECT * FROM v")).ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
    }

    [Test]
    public async Task ObservedSession_OfAnotherServer_IsToldByFourOnly()
    {
        foreach (var version in Endpoints.Versions)
        {
            var client = Endpoints.Of(version).NewClient();
            await client.ExecuteAsync("SELECT 1");
            var request = client.Request(Client.Sql("SELECT 1"));
            request.ClientObservedServerSideSessionId = Guid.NewGuid().ToString();

            if (version == "4.1.1")
            {
                (await Failure.Of(() => client.ExecuteAsync(request))).ErrorClass.ShouldBe("INVALID_HANDLE.SESSION_CHANGED");
            }
            else
            {
                await client.ExecuteAsync(request);
            }
        }
    }

    [Test]
    public async Task SessionId_Malformed_IsToldAsEachVersionDoes()
    {
        foreach (var version in Endpoints.Versions)
        {
            var client = Endpoints.Of(version).NewClient();
            var request = client.Request(Client.Sql("SELECT 1"));
            request.SessionId = "mine";

            var failure = await Failure.Of(() => client.ExecuteAsync(request));

            (failure.Status.ToString(), failure.ErrorClass).ShouldBe(
                version == "4.1.1" ? ("Internal", "INVALID_HANDLE.FORMAT") : ("Unknown", null));
        }
    }

    [Test]
    public async Task Views_MadeByManySessionsAtOnce_AllWork() => await Task.WhenAll(Enumerable.Range(0, 24).Select(async i =>
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync($"CREATE OR REPLACE TEMP VIEW v AS SELECT {i} AS n");
        (await client.QueryAsync("SELECT n FROM v")).Single.ShouldBe(i);
    }));
}
