using Spark.Connect;
using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

[TestFixture]
internal sealed class ErrorTests
{
    [TestCase("SELEC 1", "PARSE_SYNTAX_ERROR", "42601")]
    [TestCase("SELECT 1 FROM range(3) ORDER BY", "PARSE_SYNTAX_ERROR", "42601")]
    [TestCase("SELECT 'open", "PARSE_SYNTAX_ERROR", "42601")]
    [TestCase("SELECT (1", "PARSE_SYNTAX_ERROR", "42601")]
    [TestCase("COPY x TO '/tmp/x'", "PARSE_SYNTAX_ERROR", "42601")]
    [TestCase("SELECT 1; DROP TABLE x", "PARSE_SYNTAX_ERROR", "42601")]
    [TestCase("SELECT * FROM nope", "TABLE_OR_VIEW_NOT_FOUND", "42P01")]
    [TestCase("DROP TABLE nope", "TABLE_OR_VIEW_NOT_FOUND", "42P01")]
    [TestCase("SELECT nope FROM range(3)", "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "42703")]
    [TestCase("SELECT r.nope FROM range(3) r", "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "42703")]
    [TestCase("SELECT nofunc(1)", "UNRESOLVED_ROUTINE", "42883")]
    [TestCase("SELECT count(id), id FROM range(3)", "MISSING_GROUP_BY", "42803")]
    [TestCase("SELECT id, count(*) FROM range(3) GROUP BY id % 2", "MISSING_AGGREGATION", "42803")]
    [TestCase("SELECT a FROM (SELECT 1 a) x, (SELECT 2 a) y", "AMBIGUOUS_REFERENCE", "42704")]
    [TestCase("SELECT 1/0", "DIVIDE_BY_ZERO", "22012")]
    [TestCase("SELECT 5 % 0", "REMAINDER_BY_ZERO", "22012")]
    [TestCase("SELECT 5 DIV 0", "DIVIDE_BY_ZERO", "22012")]
    [TestCase("SELECT CAST('abc' AS INT)", "CAST_INVALID_INPUT", "22018")]
    [TestCase("SELECT CAST(300 AS TINYINT)", "CAST_OVERFLOW", "22003")]
    [TestCase("SELECT 2147483647 + 1", "ARITHMETIC_OVERFLOW", "22003")]
    [TestCase("SELECT sum(id + 9223372036854775000) FROM range(700)", "ARITHMETIC_OVERFLOW", "22003")]
    [TestCase("SELECT raise_error('boom')", "USER_RAISED_EXCEPTION", "P0001")]
    [TestCase("SELECT * FROM parquet.`/no/such/*.parquet`", "PATH_NOT_FOUND", "42K03")]
    public async Task Query_Wrong_HasSparksClassAndState(string sql, string errorClass, string state)
    {
        var failure = await Endpoints.Four.NewClient().FailAsync(sql);

        (failure.Status, failure.ErrorClass, failure.SqlState).ShouldBe((Grpc.Core.StatusCode.Internal, errorClass, state));
        failure.Message.ShouldContain($"[{errorClass}]");
        failure.Message.ShouldContain($"SQLSTATE: {state}");
    }

    [Test]
    public async Task Query_WrongOnThree_HasItsClassInTheTextOnly()
    {
        var failure = await Endpoints.Of("3.5.8").NewClient().FailAsync("SELECT * FROM nope");

        failure.Message.ShouldStartWith("[TABLE_OR_VIEW_NOT_FOUND] The table or view `nope` cannot be found.");
        failure.Message.ShouldNotContain("SQLSTATE");
        failure.Metadata.Keys.ShouldBe(["classes"]);
    }

    [Test]
    public async Task Query_NamesATableThatIsMissing_ParametersNameIt() =>
        (await Endpoints.Four.NewClient().FailAsync("SELECT * FROM nope")).Parameters.ShouldBe(
            new Dictionary<string, string> { ["relationName"] = "`nope`" });

    [Test]
    public async Task Table_MadeTwice_Exists()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TABLE twice USING parquet AS SELECT 1 AS a");

        (await client.FailAsync("CREATE TABLE twice USING parquet AS SELECT 1 AS a")).ErrorClass.ShouldBe("TABLE_OR_VIEW_ALREADY_EXISTS");
        await client.ExecuteAsync("DROP TABLE twice");
    }

    [Test]
    public async Task TemporaryView_MadeTwice_Exists()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TEMP VIEW v AS SELECT 1 AS a");

        (await client.FailAsync("CREATE TEMP VIEW v AS SELECT 1 AS a")).ErrorClass.ShouldBe("TEMP_TABLE_OR_VIEW_ALREADY_EXISTS");
    }

    [Test]
    public async Task CreateTable_OnThreeWithoutFormat_NeedsHive() =>
        (await Endpoints.Of("3.5.8").NewClient().FailAsync("CREATE TABLE hive AS SELECT 1 AS a")).Message.ShouldStartWith(
            "[NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT]");

    [Test]
    public async Task FetchErrorDetails_OnFour_TellsEachFailureOnce()
    {
        var client = Endpoints.Four.NewClient();
        var failure = await client.FailAsync("SELECT * FROM nope");
        var request = new FetchErrorDetailsRequest {
            SessionId = client.SessionId,
            UserContext = client.User,
            ErrorId = failure.Metadata["errorId"] };

        var first = await client.Stub.FetchErrorDetailsAsync(request, Client.Limited);
        var second = await client.Stub.FetchErrorDetailsAsync(request, Client.Limited);

        first.Errors.Single().SparkThrowable.ErrorClass.ShouldBe("TABLE_OR_VIEW_NOT_FOUND");
        second.Errors.ShouldBeEmpty();
    }

    [Test]
    public async Task Tag_WithComma_IsRefused()
    {
        var client = Endpoints.Four.NewClient();
        var request = client.Request(Client.Sql("SELECT 1"));
        request.Tags.Add("a,b");

        (await Failure.Of(() => client.ExecuteAsync(request))).Message.ShouldBe("Spark Connect tag cannot contain ','.");
    }

    [Test]
    public async Task Plan_Empty_IsNotSupported()
    {
        var client = Endpoints.Four.NewClient();

        (await Failure.Of(() => client.ExecuteAsync(client.Request(new Plan())))).Message.ShouldBe("OPTYPE_NOT_SET not supported.");
    }

    [Test]
    public async Task Relation_OtherThanSql_IsNotSupported()
    {
        var client = Endpoints.Four.NewClient();

        (await Failure.Of(() => client.QueryAsync(new Plan { Root = new Relation() }))).Message.ShouldBe(
            "A relation other than SQL is not supported by the embedded endpoint.");
    }

    [Test]
    public async Task OperationId_Malformed_IsRefused()
    {
        var client = Endpoints.Four.NewClient();

        (await Failure.Of(() => client.ExecuteAsync(client.Request(Client.Sql("SELECT 1"), operationId: "mine")))).ErrorClass
            .ShouldBe("INVALID_HANDLE.FORMAT");
    }
}
