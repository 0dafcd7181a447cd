using System.Diagnostics;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Results;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Targets.Tests.Queries;

/// <summary>Queries of a team's own, asked on the endpoint that stands in for Spark, and on real Sparks.</summary>
[CancelAfter(240_000)]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001", Justification = "The last call of the fixture ends it.")]
internal abstract class OwnQueriesTests(string version)
{
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-own").FullName;
    private TargetCatalog? _catalog;

    protected abstract string Setting { get; }

    [OneTimeSetUp]
    public void Open()
    {
        Directory.CreateDirectory(Path.Combine(_folder, QueryCatalog.Folder));
        Write("typed.sql",
            """
            -- Every type of a parameter.
            --
            -- rows: 1
            SELECT :s AS s, :b AS b, :t AS t, :h AS h, :i AS i, :l AS l, :f AS f, :d AS d, :m AS m, :day AS day, :at AS at, :local AS local
            """);
        Write("typed.csv",
            """
            s,b:boolean,t:tinyint,h:smallint,i:int,l:bigint,f:float,d:double,"m:decimal(10,2)",day:date,at:timestamp,local:timestamp_ntz
            it's,true,1,2,3,4,0.5,0.25,12.34,2024-02-29,2024-01-31T08:30:00.5Z,2024-01-31T08:30:00
            ,,,,,,,,,,,
            """);
        Write("same typed.sql",
            """
            SELECT 'it\'s' AS s, true AS b, 1Y AS t, 2S AS h, 3 AS i, 4L AS l, 0.5F AS f, 0.25D AS d,
              CAST(12.34 AS DECIMAL(10,2)) AS m, DATE '2024-02-29' AS day,
              timestamp_millis(1706689800500) AS at, TIMESTAMP_NTZ '2024-01-31 08:30:00' AS local
            """);
        Write("values.sql",
            """
            SELECT id FROM range(7) WHERE :s = 'it\'s' AND :b AND :t = 1 AND :h = 2 AND :i = 3 AND :l = 4 AND :f = 0.5 AND :d = 0.25
              AND :m = 12.34 AND :day = DATE '2024-02-29' AND :at = timestamp_millis(1706689800500)
              AND :local = TIMESTAMP_NTZ '2024-01-31 08:30:00'
            """);
        Write("types.sql",
            """
            SELECT id FROM range(5) WHERE concat_ws(' ', typeof(:s), typeof(:b), typeof(:t), typeof(:h), typeof(:i), typeof(:l), typeof(:f),
              typeof(:d), typeof(:day), typeof(:at), typeof(:local)) =
              'string boolean tinyint smallint int bigint float double date timestamp timestamp_ntz'
              AND typeof(:m) LIKE 'decimal(%,2)' -- a version may count the digits of the value
            """);
        File.Copy(InQueries("typed.csv"), InQueries("values.csv"));
        File.Copy(InQueries("typed.csv"), InQueries("types.csv"));
        Write("numbers.sql", "SELECT id FROM range(:from, :to)");
        Write("numbers.csv", "from:bigint,to:bigint\n0,3\n0,5\n7,7\n");
        Write("missing.sql", "--\n-- fails with: TABLE_OR_VIEW_NOT_FOUND\nSELECT * FROM nowhere");
        Write("answered.sql", "--\n-- fails with: TABLE_OR_VIEW_NOT_FOUND\nSELECT 1");
        // Longer than a message may be, so that it is refused before Spark names an error; 4.1.1 would send it in parts.
        Write("too large.sql", "--\n-- fails with: ResourceExhausted\nSELECT repeat('x', 150000000) AS text");
        Write("otherwise.sql", "--\n-- fails with: TABLE_OR_VIEW_NOT_FOUND\nSELECT no_column FROM range(1)");
        Write("nothing.sql", "SELECT id FROM range(0)");
        Write("maybe nothing.sql", "--\n-- may be empty\nSELECT id FROM range(0)");
        Write("limited.sql", "--\n-- at most: 5\nSELECT id FROM range(10)");
        Write("within.sql", "--\n-- at most: 50\nSELECT id FROM range(10) -- all");
        Write("broken session.sql", "--\n-- session: CREATE TEMPORARY VIEW v AS SELECT * FROM nowhere\nSELECT 1");
        Write("reads.sql", "--\n-- session: CREATE OR REPLACE TEMPORARY VIEW shops AS SELECT 1 AS id, 'Rome' AS city\n"
            + "-- reads: shops(ID, city, country)\nSELECT * FROM shops");
        Write("writes.sql",
            "--\n-- session: CREATE TABLE IF NOT EXISTS written USING parquet AS SELECT 1 AS one\nINSERT INTO written SELECT 2");
        Write("written.sql", "SELECT * FROM written");
        Write("writes a value.sql", "--\n-- session: CREATE TABLE IF NOT EXISTS written USING parquet AS SELECT 1 AS one\n"
            + "INSERT INTO written SELECT CASE WHEN :s IS NULL THEN :i END");
        Write("writes a value.csv", "s,i:int\nit's,2\n");
        Write("writes nowhere.sql", "INSERT INTO nowhere SELECT 1");
        Write("reads nothing.sql", "--\n-- reads: nowhere.shops\nSELECT 1");
        var typed = QueryCatalog.Read(_folder).Find("typed");
        for (var row = 0; row < 2; row++)
        {
            Write($"literals {row}.sql", SqlMarkers.Replace(typed.Text, name => typed.Parameters!.Literal(name, row)));
        }

        _catalog = new TargetCatalog(
            TestSettings.Of([(TestSettings.TargetOf(version), Setting), .. Python()]), QueryCatalog.Read(_folder),
            Path.Combine(_folder, "logs"));
        QueryCatalog.Read(_folder).Problems.ShouldBeEmpty();
    }

    [OneTimeTearDown]
    public async Task End()
    {
        await (_catalog?.DisposeAsync() ?? ValueTask.CompletedTask);
        Directory.Delete(_folder, recursive: true);
    }

    [Test]
    public async Task Parameters_OfEveryType_AreTheValuesThatSqlWrites(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var client = await OpenAsync(target, ["typed", "same typed", "literals 0", "literals 1"], cancellationToken);

        var asked = await client.ExecuteAsync(new("typed", 0), cancellationToken);
        var written = await client.ExecuteAsync(new("same typed"), cancellationToken);
        // Once more, when the server is known: 4.x then gets expressions.
        var again = await client.ExecuteAsync(new("typed", 0), cancellationToken);

        asked.Checksum.ShouldBe(written.Checksum);
        again.Checksum.ShouldBe(written.Checksum);
        var empty = await client.ExecuteAsync(new("typed", 1), cancellationToken);
        (empty.Rows, empty.ExpectedRows).ShouldBe((1, 1));
        empty.Checksum.ShouldNotBe(written.Checksum);
        (await client.ExecuteAsync(new("literals 0"), cancellationToken)).Checksum.ShouldBe(written.Checksum);
        (await client.ExecuteAsync(new("literals 1"), cancellationToken)).Checksum.ShouldBe(empty.Checksum);
    }

    [Test]
    public async Task Rows_OfParameters_HaveReferencesOfTheirOwn(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var client = await OpenAsync(target, ["numbers"], cancellationToken);

        var references = await target.ReferencesOfAsync("numbers", cancellationToken);

        references.Distinct().Count().ShouldBe(3);
        for (var row = 0; row < 3; row++)
        {
            var answer = await client.ExecuteAsync(new("numbers", row), cancellationToken);
            (answer.Rows, answer.Checksum).ShouldBe(((long[])[3, 5, 0])[row] is var rows ? (rows, references[row]) : default);
        }
    }

    [Test]
    public async Task StatedError_IsTheAnswer_AndWhateverElseAFailure(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var client = await OpenAsync(target, ["missing", "answered", "otherwise"], cancellationToken);

        (await client.ExecuteAsync(new("missing"), cancellationToken)).IsStatedError.ShouldBeTrue();
        var answered = await Should.ThrowAsync<QueryFailedException>(
            async () => await client.ExecuteAsync(new("answered"), cancellationToken));
        (answered.ErrorClass, answered.Message).ShouldBe(("DID_NOT_FAIL",
            "\"answered\" was answered, with 1 rows, and its file says that it fails with TABLE_OR_VIEW_NOT_FOUND."));
        var otherwise = await Should.ThrowAsync<QueryFailedException>(
            async () => await client.ExecuteAsync(new("otherwise"), cancellationToken));
        otherwise.ErrorClass.ShouldStartWith("UNRESOLVED_COLUMN");
        otherwise.Message.ShouldStartWith(
            "The file of \"otherwise\" says that it fails with TABLE_OR_VIEW_NOT_FOUND, and it failed with this: ");
        (await target.ReferencesOfAsync("missing", cancellationToken)).ShouldBeEmpty();
    }

    [Test]
    public async Task StatedStatus_OfARowLongerThanAMessage_IsTheAnswerWhereItCannotBeCut(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var client = await target.OpenClientAsync(0, new ClientTerms { Queries = ["too large"] }, cancellationToken);

        Func<Task<QueryAnswer>> asked = async () => await client.ExecuteAsync(new("too large"), cancellationToken);

        if (version == "3.5.8")
        {
            (await asked()).IsStatedError.ShouldBeTrue();
        }
        else
        {
            (await Should.ThrowAsync<QueryFailedException>(asked)).ErrorClass.ShouldBe("DID_NOT_FAIL");
        }
    }

    [TestCase("missing", null)]
    [TestCase("maybe nothing", null)]
    [TestCase("numbers", null)]
    [TestCase("nothing", "\"nothing\" has no rows on *")]
    [TestCase("answered", "* cannot answer \"answered\": \"answered\" was answered, with 1 rows, *")]
    [TestCase("broken session", "* did not open the session of client 1: *")]
    [TestCase("reads", "queries/reads.sql reads shops and needs its column country, which it does not have on *: it has id, city.")]
    [TestCase("writes nowhere", "* cannot answer \"writes nowhere\": *")]
    [TestCase("reads nothing", "queries/reads nothing.sql reads nowhere.shops, which * cannot: *")]
    public async Task Probe_OfAQuery_KnowsWhatItsFileSays(string query, string? refused, CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);

        Func<Task> probe = () => target.RequireAnswersAsync([query], new ClientTerms(), cancellationToken);

        if (refused is null)
        {
            await Should.NotThrowAsync(probe);
            return;
        }

        var message = (await Should.ThrowAsync<TargetNotReachedException>(probe)).Message;
        Assert.That(message, Does.Match("^" + string.Join(".*", refused.Split('*').Select(System.Text.RegularExpressions.Regex.Escape))));
    }

    [TestCase("limited", 5)]
    [TestCase("within", 10)]
    public async Task Limit_OfAnyQuery_IsStatedWhereItCutsSomethingOff(string query, long rows, CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        await using var client = await OpenAsync(target, [query], cancellationToken);

        var answer = await client.ExecuteAsync(new(query), cancellationToken);

        (answer.Rows, answer.ExpectedRows).ShouldBe((rows, rows));
    }

    [Test]
    public async Task Probe_OfAQueryThatWrites_WritesNothing(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);

        await target.RequireAnswersAsync(["writes", "writes a value"], new ClientTerms(), cancellationToken);

        (await Should.ThrowAsync<TargetNotReachedException>(() => target.ReferencesOfAsync("writes", cancellationToken))).Message
            .ShouldStartWith("\"writes\" may write, so it is not asked outside of the load");
        await using var client = await OpenAsync(target, ["written"], cancellationToken);
        (await client.ExecuteAsync(new("written"), cancellationToken)).Rows.ShouldBe(1);
    }

    [Test]
    public async Task Reference_OfAnAnswerThatIsCutOff_IsRefused(CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);

        var refused = await Should.ThrowAsync<TargetNotReachedException>(() => target.ReferencesOfAsync("limited", cancellationToken));

        refused.Message.ShouldMatch("^\"limited\" is cut off by its limit on .*, and which rows are left is open, so that one answer is as "
            + "right as another: leave the row \"answers\" out, or ask a query whose answer is certain.$");
        (await target.ReferencesOfAsync("within", cancellationToken)).Count.ShouldBe(1);
    }

    /// <summary>Has PySpark ask a query with each row of its parameters, twice over, and counts the rows of the answers.</summary>
    protected async Task ShouldAnswerAsync(string query, long[] rows, CancellationToken cancellationToken)
    {
        var target = await ReachAsync(cancellationToken);
        var terms = new ClientTerms { Queries = [query] };
        await using var python = await target.OpenPythonAsync(1, terms, cancellationToken);
        var ended = new List<ExternalQuery>();
        var asked = Enumerable.Range(0, 2 * rows.Length)
            .Select(n => new PlannedQuery(0, n, TimeSpan.FromMilliseconds(20 * n), new(query, n % rows.Length)));

        await python.RunAsync(
            new(Stopwatch.GetTimestamp(), [.. asked], TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(60)), ended.Add, cancellationToken);

        ended.ShouldAllBe(one => one.Outcome == QueryOutcome.Succeeded, string.Join('\n', ended.Select(one => one.Error)));
        ended.OrderBy(one => one.N).Select(one => one.Answer.Rows).ShouldBe([.. rows, .. rows]);
    }

    private (string Key, string Value)[] Python() =>
        RealPython.Find(version) is { } path ? [(SettingKeys.PySpark(SparkName.OfVersion(version)), path)] : [];

    private Task<SparkTarget> ReachAsync(CancellationToken cancellationToken) =>
        _catalog!.ReachAsync(version, withTrips: false, cancellationToken);

    private static ValueTask<ILoadClient> OpenAsync(SparkTarget target, string[] queries, CancellationToken cancellationToken) =>
        target.OpenClientAsync(0, new ClientTerms { Checksums = true, Queries = queries }, cancellationToken);

    private void Write(string name, string text) => File.WriteAllText(InQueries(name), text);

    private string InQueries(string name) => Path.Combine(_folder, QueryCatalog.Folder, name);
}

[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class OwnQueriesOnTheEndpointTests(string version) : OwnQueriesTests(version)
{
    protected override string Setting => "embedded";
}

[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class OwnQueriesOnSparkTests(string version) : OwnQueriesTests(version)
{
    private readonly string _version = version;

    protected override string Setting => RealSpark.Home(_version);

    [Category("needs-python")]
    [Test]
    public async Task PySpark_IsAskedWithTheSameValuesOfTheSameTypes(CancellationToken cancellationToken)
    {
        RealPython.Path(_version);

        await ShouldAnswerAsync("numbers", [3, 5, 0], cancellationToken);
        await ShouldAnswerAsync("values", [7, 0], cancellationToken);
        // A null has a type as well.
        await ShouldAnswerAsync("types", [5, 5], cancellationToken);
    }
}
