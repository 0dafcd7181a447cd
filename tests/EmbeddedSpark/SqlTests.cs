using SparkLoad.EmbeddedSpark.Tests.Harness;

namespace SparkLoad.EmbeddedSpark.Tests;

/// <summary>Values and types as the real servers give them.</summary>
[TestFixture]
internal sealed class SqlTests
{
    private static readonly object?[][] Expressions =
    [
        ["1", "Integer", 1], ["1L", "Long", 1L], ["1S", "Short", (short)1], ["1Y", "Byte", (sbyte)1], ["1.5D", "Double", 1.5],
        ["1e3", "Double", 1000.0],
        ["1.5", "Decimal(2,1)", 1.5m], ["2.50BD", "Decimal(3,2)", 2.50m], ["true", "Boolean", true], ["\"text\"", "String", "text"],
        ["'a\\'b'", "String", "a'b"],
        ["X'1F'", "Binary", "1F"], ["1/2", "Double", 0.5], ["7 DIV 2", "Long", 3L], ["-7 DIV 2", "Long", -3L], ["-7 % 3", "Integer", -1],
        ["pmod(-7, 3)", "Integer", 2],
        ["5 ^ 1", "Integer", 4], ["CAST(2.7D AS INT)", "Integer", 2], ["CAST(-2.7D AS INT)", "Integer", -2],
        ["CAST(2.7 AS BIGINT)", "Long", 2L],
        ["CAST(' 12 ' AS INT)", "Integer", 12], ["CAST(true AS INT)", "Integer", 1], ["CAST(1 AS STRING)", "String", "1"],
        ["CAST(1.0D AS STRING)", "String", "1.0"],
        ["CAST(1e10 AS STRING)", "String", "1.0E10"], ["CAST(1.25E-5 AS STRING)", "String", "1.25E-5"],
        ["CAST(12345678.5D AS STRING)", "String", "1.23456785E7"],
        ["CAST(timestamp_seconds(1704067231) AS BIGINT)", "Long", 1704067231L],
        ["CAST(1704067231 AS TIMESTAMP) = timestamp_seconds(1704067231)", "Boolean", true],
        ["concat('a', 1, 'b')", "String", "a1b"], ["concat('a', NULL)", "String", null], ["length('abc')", "Integer", 3],
        ["year(DATE '2024-02-03')", "Integer", 2024],
        ["date_add(DATE '2024-02-28', 2)", "Date", new DateOnly(2024, 3, 1)],
        ["datediff(DATE '2024-01-03', DATE '2024-01-01')", "Integer", 2],
        ["floor(2.7D)", "Long", 2L], ["ceil(2.2D)", "Long", 3L], ["round(2.5D)", "Double", 3.0], ["if(1 > 2, 'a', 'b')", "String", "b"],
        ["nvl(NULL, 3)", "Integer", 3],
        ["CASE WHEN 1 = 1 THEN 'x' ELSE 'y' END", "String", "x"], ["1 <=> NULL", "Boolean", false],
        ["'abc' RLIKE 'b.'", "Boolean", true], ["'a_c' LIKE 'a\\_c'", "Boolean", true],
        ["(CAST(999999 AS BIGINT) * 48271) % 2147483647", "Long", 999999L * 48271 % 2147483647],
        ["named_struct('x', 1, 'y', 'z').y", "String", "z"],
        ["array(1, 2)[0]", "Integer", 1], ["size(array(1, 2))", "Integer", 2], ["regexp_extract('a12', '([0-9]+)')", "String", "12"],
        ["date_format(DATE '2024-02-03', 'yyyy-MM')", "String", "2024-02"], ["DATE '2024-01-02' > DATE '2024-01-01'", "Boolean", true],
        ["typeof(1)", "String", "int"],
        ["timestamp_seconds(1704067231)", "Timestamp", DateTimeOffset.FromUnixTimeSeconds(1704067231)],
        ["CAST('2024-01-01 00:00:00' AS TIMESTAMP_NTZ)", "TimestampNtz", new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero)],
        ["INTERVAL '1' DAY", "DayTimeInterval", TimeSpan.FromDays(1)], ["10 / 4 * 2", "Double", 5.0], ["1 IN (1, 2)", "Boolean", true],
        ["NOT true", "Boolean", false], ["!true", "Boolean", false],
    ];

    private static readonly object?[][] Aggregates =
    [
        ["count(*)", "Long", 4L], ["count(DISTINCT id % 2)", "Long", 2L], ["sum(id)", "Long", 6L], ["sum(CAST(id AS INT))", "Long", 6L],
        ["sum(CAST(id AS DOUBLE))", "Double", 6.0],
        ["sum(CAST(id AS DECIMAL(10,2)))", "Decimal(20,2)", 6.00m], ["sum(CAST(id AS DECIMAL(33,2)))", "Decimal(38,2)", 6.00m],
        ["avg(id)", "Double", 1.5], ["min(id)", "Long", 0L],
        ["percentile(id, 0.5)", "Double", 1.5], ["percentile(id, 0.25)", "Double", 0.75], ["median(id)", "Double", 1.5],
        ["stddev(id)", "Double", 1.2909944487358056],
        ["variance(id)", "Double", 1.6666666666666667], ["collect_list(id)", "Array", new object[] { 0L, 1L, 2L, 3L }],
        ["count_if(id > 1)", "Long", 2L], ["sum(id) FILTER (WHERE id > 1)", "Long", 5L],
        ["max(CAST(id AS STRING))", "String", "3"], ["bool_and(id >= 0)", "Boolean", true],
    ];

    [TestCaseSource(nameof(Expressions))]
    public async Task Expression_HasSparksTypeAndValue(string expression, string type, object? value) =>
        await Check($"SELECT {expression} AS x", type, value);

    [TestCaseSource(nameof(Aggregates))]
    public async Task Aggregate_HasSparksTypeAndValue(string expression, string type, object? value) =>
        await Check($"SELECT {expression} AS x FROM (SELECT * FROM range(4) ORDER BY id)", type, value);

    [TestCase("SELECT COUNT(*) FROM range(1)", "count(1)")]
    [TestCase("SELECT AVG(id) FROM range(1)", "avg(id)")]
    [TestCase("SELECT Sum(r.id) FROM range(1) r", "sum(r.id)")]
    [TestCase("SELECT 1/2", "(1 / 2)")]
    [TestCase("SELECT CAST(2.7D AS INT)", "CAST(2.7 AS INT)")]
    [TestCase("SELECT 'x'", "x")]
    [TestCase("SELECT 1 one", "one")]
    [TestCase("SELECT 1 AS `a b`", "a b")]
    [TestCase("SELECT count(DISTINCT id) FROM range(1)", "count(DISTINCT id)")]
    [TestCase("SELECT id FROM range(1)", "id")]
    [TestCase("SELECT * FROM VALUES (1)", "col1")]
    [TestCase("SELECT CASE WHEN true THEN 1 END AS c", "c")]
    public async Task Column_HasSparksName(string sql, string name) =>
        (await Endpoints.Four.NewClient().QueryAsync(sql)).Names.ShouldBe([name]);

    [Test]
    public async Task Values_AsATable_NeedNoParentheses()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync(
            "CREATE OR REPLACE TEMP VIEW v AS SELECT * FROM VALUES (1, 10.0D, 'a'), (2, 20.5D, NULL), (3, 0.5D, 'c') AS t(id, value, s)");

        var result = await client.QueryAsync("SELECT SUM(id), AVG(value), COUNT(*), COUNT(s) FROM v");

        result.Rows.Single().ShouldBe([6L, 31.0 / 3, 3L, 2L]);
        result.Names.ShouldBe(["sum(id)", "avg(value)", "count(1)", "count(s)"]);
    }

    [Test]
    public async Task Nulls_InOrder_StandFirst()
    {
        var result = await Endpoints.Four.NewClient().QueryAsync("SELECT * FROM VALUES (2), (NULL), (1) AS t(a) ORDER BY a");

        result.Rows.Select(r => r[0]).ShouldBe([null, 1, 2]);
    }

    [TestCase("SELECT id FROM range(3) WHERE id > 0 UNION ALL SELECT 9 ORDER BY id", new long[] { 1, 2, 9 })]
    [TestCase(
        "WITH a AS (SELECT id FROM range(5)), b AS (SELECT id + 1 AS id FROM a) "
            + "SELECT a.id FROM a JOIN b ON a.id = b.id ORDER BY 1", new long[] { 1, 2, 3, 4 })]
    [TestCase("SELECT l.id FROM range(5) l LEFT SEMI JOIN range(2) r ON l.id = r.id ORDER BY 1", new long[] { 0, 1 })]
    [TestCase("SELECT l.id FROM range(4) l LEFT ANTI JOIN range(2) r ON l.id = r.id ORDER BY 1", new long[] { 2, 3 })]
    [TestCase("SELECT id FROM range(2, 10, 3)", new long[] { 2, 5, 8 })]
    [TestCase("SELECT sum(id) OVER (ORDER BY id) FROM range(3)", new long[] { 0, 1, 3 })]
    [TestCase("SELECT max(id) FROM range(10) GROUP BY id % 2 HAVING max(id) > 8", new long[] { 9 })]
    [TestCase("SELECT (SELECT max(id) FROM range(4)) AS m", new long[] { 3 })]
    [TestCase("SELECT id FROM range(4) WHERE id IN (SELECT id FROM range(2)) /* why */ -- because\nORDER BY id DESC", new long[] { 1, 0 })]
    [TestCase("SELECT /*+ BROADCAST(t) */ id FROM range(9) t LIMIT 1 OFFSET 2", new long[] { 2 })]
    [TestCase("SELECT id FROM range(3) MINUS SELECT id FROM range(2)", new long[] { 2 })]
    public async Task Query_HasItsRows(string sql, long[] rows) =>
        (await Endpoints.Four.NewClient().QueryAsync(sql)).Rows.Select(r => (long)r[0]!).ShouldBe(rows);

    [Test]
    public async Task Arguments_NamedAndPositional_AreValues()
    {
        var client = Endpoints.Four.NewClient();
        var named = Client.Sql("SELECT id FROM range(10) WHERE id = :which AND ':which' <> :text");
        named.Root.Sql.Args["which"] = new() { Long = 7 };
        named.Root.Sql.Args["text"] = new() { String = "it's" };
        var positional = Client.Sql("SELECT ? + ?");
        positional.Root.Sql.PosArgs.Add([new() { Integer = 1 }, new() { Integer = 2 }]);

        var expressions = Client.Sql("SELECT :a + :b");
        expressions.Root.Sql.NamedArguments["a"] = new() { Literal = new() { Integer = 40 } };
        expressions.Root.Sql.NamedArguments["b"] = new() { Literal = new() { Integer = 2 } };

        (await client.QueryAsync(named)).Single.ShouldBe(7L);
        (await client.QueryAsync(expressions)).Single.ShouldBe(42);
        (await client.QueryAsync(positional)).Single.ShouldBe(3);
        (await client.FailAsync("SELECT :nothing")).ErrorClass.ShouldBe("UNBOUND_SQL_PARAMETER");
    }

    [Test]
    public async Task Describe_AndShowColumns_UseSparksTypeNames()
    {
        var client = Endpoints.Four.NewClient();
        await client.ExecuteAsync("CREATE TABLE described (a INT, b STRING, c DECIMAL(10,2), d TIMESTAMP, e ARRAY<BIGINT>) USING parquet");

        (await client.QueryAsync("DESCRIBE described")).Rows.Select(r => (r[0], r[1])).ShouldBe(
            [("a", "int"), ("b", "string"), ("c", "decimal(10,2)"), ("d", "timestamp"), ("e", "array<bigint>")]);
        (await client.QueryAsync("SHOW COLUMNS IN described")).Rows.Select(r => r[0]).ShouldBe(["a", "b", "c", "d", "e"]);
        await client.ExecuteAsync("DROP TABLE described");
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

    private static async Task Check(string sql, string type, object? value)
    {
        var result = await Endpoints.Four.NewClient().QueryAsync(sql);

        result.Types.ShouldBe([type]);
        result.Single.ShouldBe(value);
    }
}
