using System.Data.SqlTypes;
using System.Globalization;
using System.Text;
using NUnit.Framework;
using Shouldly;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Queries;

public sealed class ParameterTests
{
    private readonly string _home = Directory.CreateTempSubdirectory("sparkload-parameters").FullName;

    [SetUp]
    public void Empty()
    {
        Directory.Delete(_home, recursive: true);
        Directory.CreateDirectory(Path.Combine(_home, QueryCatalog.Folder));
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_home, recursive: true);

    [TestCase("SELECT :a, x::int, y:b, ':c', \":d\", `:e` -- :f\n/* :g */ FROM t WHERE z=:h AND q IN (:i,:a)", "a h i")]
    [TestCase("SELECT CAST(NULL AS STRUCT<a:INT>), m[1]:p, f(1):q, :`with blank`, :1, : s", "with blank")]
    [TestCase("SELECT r'\\', :größe, $$ :x $$", "größe")]
    [TestCase("SELECT 1 WHERE a = ?", "?")]
    public void Markers_OfAStatement_AreThoseThatSparkSees(string sql, string names) =>
        string.Join(" ", SqlMarkers.Of(sql).Select(marker => marker.Name)).ShouldBe(names);

    [Test]
    public void Replace_OfEachMarker_LeavesStringsAndCommentsAlone() =>
        SqlMarkers.Replace("SELECT :a, ':a', :`b c`, x::int -- :a\nWHERE z=:a", name => $"<{name}>")
            .ShouldBe("SELECT <a>, ':a', <b c>, x::int -- :a\nWHERE z=<a>");

    [Test]
    public void Read_EveryType_IsExact()
    {
        Write("q.sql", "SELECT :s, :b, :t, :h, :i, :l, :f, :d, :m, :day, :at, :local, :bin");
        Write("q.csv",
            "\uFEFFs,b:BOOLEAN,t:tinyint,h:smallint,i:int,l:bigint,f:float,d:double,\"m:decimal(38, 2)\",day:date,at:timestamp,"
            + "local:timestamp_ntz,bin:binary\r\n"
            + "\"it's, \"\"so\"\"\nit is\",true,-128,32767,-7,9223372036854775807,0.5,1e300,"
            + "-123456789012345678901234567890123456.7,2024-02-29,"
            + "2024-01-31T08:30:00.123456+02:00,2024-01-31 08:30,0xCAFE\r\n"
            + ",,,,,,,,,,,,\r\n");

        var parameters = Read().Find("q").Parameters!;

        parameters.Columns.Select(column => column.Type).ShouldBe(
        [
            "string", "boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal(38,2)", "date", "timestamp",
            "timestamp_ntz", "binary",
        ]);
        parameters.Rows.Count.ShouldBe(2);
        var values = parameters.Rows[0];
        values.Take(8).ShouldBe(["it's, \"so\"\nit is", true, (sbyte)-128, (short)32767, -7, long.MaxValue, 0.5f, 1e300]);
        var amount = values[8].ShouldBeOfType<SqlDecimal>();
        (amount.ToString(), (int)amount.Precision, (int)amount.Scale).ShouldBe(("-123456789012345678901234567890123456.70", 38, 2));
        values.Skip(9).Take(3).ShouldBe(
        [
            new DateOnly(2024, 2, 29),
            new DateTimeOffset(2024, 1, 31, 8, 30, 0, 123, 456, TimeSpan.FromHours(2)),
            new DateTime(2024, 1, 31, 8, 30, 0),
        ]);
        values[12].ShouldBeOfType<byte[]>().ShouldBe([0xCA, 0xFE]);
        parameters.Rows[1].ShouldAllBe(value => value is SqlNull);
    }

    [TestCase("boolean", "yes", "true")]
    [TestCase("tinyint", "128", "-128")]
    [TestCase("int", "4.0", "42")]
    [TestCase("int", "1,5", "42")]
    [TestCase("int", " 5", "42")]
    [TestCase("bigint", "9223372036854775808", "42")]
    [TestCase("float", "1e39", "1.5")]
    [TestCase("double", "1e400", "1.5")]
    [TestCase("date", "2023-02-29", "2024-01-31")]
    [TestCase("date", "31.01.2024", "2024-01-31")]
    [TestCase("timestamp", "2024-01-31T08:30:00", "2024-01-31T08:30:00Z")]
    [TestCase("timestamp_ntz", "2024-01-31T08:30:00Z", "2024-01-31T08:30:00")]
    [TestCase("timestamp_ntz", "2024-01-31T08:30:00.1234567", "2024-01-31T08:30:00")]
    [TestCase("binary", "0xABC", "0xCAFE")]
    [TestCase("decimal(4,2)", "123.45", "12.5")]
    [TestCase("decimal(4,2)", "1.234", "12.5")]
    [TestCase("decimal(4,2)", "1e1", "12.5")]
    public void Read_AValueThatDoesNotFitItsType_IsToldWithLineAndColumn(string type, string value, string example)
    {
        Write("q.sql", "SELECT :a, :b");
        Write("q.csv", $"a,\"b:{type}\"\n\"two\nlines\",\nx,\"{value}\"\n");

        Read().Problems.ShouldHaveSingleItem().ToString().ShouldBe(
            $"queries/q.csv, line 4: \"{value}\" in the column \"b\" is not a value of {type}, which is written as {example}.");
    }

    [TestCase("SELECT\n  :day", null, "queries/q.sql, line 4: :day has no value: write the file queries/q.csv with a column \"day\".")]
    [TestCase("SELECT :day, :shop", "day\n1", "queries/q.sql, line 3: :shop has no column in queries/q.csv: add one named \"shop\".")]
    [TestCase("SELECT :Day", "day\n1", "queries/q.sql, line 3: :Day has no column in queries/q.csv: add one named \"Day\".\n"
        + "queries/q.csv, line 1: the column \"day\" is no parameter of queries/q.sql: write :day there, or leave the column out.")]
    [TestCase("SELECT ':day'", "day\n1", "queries/q.csv, line 1: the column \"day\" is no parameter of queries/q.sql: write :day there, or "
        + "leave the column out.")]
    [TestCase("SELECT ?", null, "queries/q.sql, line 3: a parameter is written as \"?\": give it a name, such as :passengers.")]
    [TestCase("SELECT :a", "",
        "queries/q.csv: the file is empty: write a first line with the names of the parameters, and the values below.\n"
        + "queries/q.sql, line 3: :a has no column in queries/q.csv: add one named \"a\".")]
    [TestCase("SELECT :a", "a\n", "queries/q.csv: there are no values below its first line: write a line for each row of parameters.")]
    [TestCase("SELECT :a, :b", "a,b\n1,2\n1,2,3\n",
        "queries/q.csv, line 3: the line has 3 values and the first line 2 columns: "
        + "put a value that holds a comma in quotes.")]
    [TestCase("SELECT :a", "a,a\n1,2\n", "queries/q.csv, line 1: the column \"a\" stands here twice: keep one of them.")]
    [TestCase("SELECT :a", "a,\n1,2\n", "queries/q.csv, line 1: column 2 has no name: write that of its parameter.")]
    [TestCase("SELECT :a", "a:integr\n1\n", "queries/q.csv, line 1: the column \"a\" has the type \"integr\": did you mean int? "
        + "The types are string, boolean, tinyint, smallint, int, bigint, "
        + "float, double, date, timestamp, timestamp_ntz, binary, decimal(10,2).")]
    [TestCase("SELECT :a", "a\nsay \"hi\"\n", "queries/q.csv, line 2: a quotation mark stands where no value begins or ends: "
        + "put the whole value in quotes and write a mark within it twice.")]
    [TestCase("-- rows written: SELECT a FROM t\nINSERT INTO t VALUES (1)", null,
        "queries/q.sql, line 3: \"rows written\" tells rows apart by the query's first parameter, and it has none: "
        + "write a number that differs in each row, such as :number.")]
    [TestCase("-- rows written: INSERT INTO t VALUES (1)\nINSERT INTO t VALUES (:a)", "a\n1\n",
        "queries/q.sql, line 3: \"rows written\" may write: write a SELECT that reads the rows back, such as SELECT number FROM receipts.")]
    [TestCase("-- rows written: SELECT a FROM t\nINSERT INTO t VALUES (:a)", "a:double\n1\n",
        "queries/q.csv, line 1: the first column \"a\" is of the type double, and \"rows written\" tells rows apart by it: "
        + "put a column of the type tinyint, smallint, int, bigint or string first.")]
    [TestCase("-- rows written: SELECT a FROM t\nINSERT INTO t VALUES (:a)", "a:int\n1\n2\n1\n",
        "queries/q.csv: \"1\" is there twice in the column \"a\", and \"rows written\" tells rows apart by it: "
        + "write another value in each row.")]
    [TestCase("-- rows written: SELECT a FROM t\nINSERT INTO t VALUES (:a, :b)", "a,b\n1,x\n,y\n",
        "queries/q.csv: a value of the column \"a\" is missing, and \"rows written\" tells rows apart by it: "
        + "write one in each row.")]
    public void Read_AQueryAndItsValues_TellsWhatDoesNotFit(string sql, string? values, string problems)
    {
        Write("q.sql", $"-- A query.\n--\n{sql}");
        if (values is not null)
        {
            Write("q.csv", values);
        }

        string.Join("\n", Read().Problems).ShouldBe(problems);
        Should.Throw<QueryException>(() => Read().Find("q"));
    }

    [Test]
    public void Read_ADecimalThatIsNotQuoted_SaysSo()
    {
        Write("q.sql", "SELECT :a");
        Write("q.csv", "a:decimal(10,2)\n1\n");

        Read().Problems[0].ToString().ShouldBe(
            "queries/q.csv, line 1: the type of the column \"a\" is cut at its comma: put it in quotes, as \"a:decimal(10,2)\".");
    }

    [Test]
    public void Read_KeysThatNeedOneAnswer_AreRefusedWithParameters()
    {
        Write("q.sql", "--\n-- at most: 5\n-- checksum: 0x1\nSELECT :a");
        Write("q.csv", "a\n1\n");

        Read().Problems.Select(problem => problem.ToString()).ShouldBe(
        [
            "queries/q.sql, line 2: \"at most\" does not go together with parameters, for each row has an answer of its own: "
            + "write the LIMIT into the query.",
            "queries/q.sql, line 3: \"checksum\" does not go together with parameters, for each row has an answer of its own: "
            + "leave the line out.",
        ]);
    }

    [TestCase("12345678901234567890123456789012345678", "decimal(38,0)")]
    [TestCase("-0012345678901234567890123456789012345678.000", "decimal(38,0)")]
    [TestCase("0.12345678901234567890123456789012345678", "decimal(38,38)")]
    public void Read_ADecimalOfAllDigits_IsThatValue(string value, string type)
    {
        Write("q.sql", "SELECT :m");
        Write("q.csv", $"\"m:{type}\"\n{value}\n");

        Read().Problems.ShouldBeEmpty();
    }

    [Test]
    public void Read_ValuesWithoutAQuery_AreToldOf()
    {
        Write("lost.csv", "a\n1\n");
        Write("shout.SQL", "SELECT 1 AS one");

        Read().Problems.Select(problem => problem.ToString()).ShouldBe(
        [
            "queries/lost.csv: there is no lost.sql next to it, whose parameters it could hold.",
            "queries/shout.SQL: its ending is .SQL: write .sql.",
        ]);
    }

    [Test]
    public void Read_ValuesThatAreNotUtf8_AreToldOf()
    {
        Write("q.sql", "SELECT :a");
        File.WriteAllBytes(Path.Combine(_home, "queries", "q.csv"), Encoding.Latin1.GetBytes("a\nK\u00f6ln\n"));

        Read().Problems[0].ToString().ShouldBe("queries/q.csv: the file is not written in UTF-8: save it as that.");
    }

    [Test]
    public void Read_AFileThatIsWrongThroughout_StopsAfterSomeLines()
    {
        Write("q.sql", "SELECT :a");
        Write("q.csv", "a:int\n" + string.Concat(Enumerable.Repeat("x\n", 1000)));

        Read().Problems.Count.ShouldBe(20);
    }

    [Test]
    [SetCulture("de-DE")]
    public void Read_InAnotherCulture_ReadsTheSame()
    {
        Write("q.sql", "SELECT :a");
        Write("q.csv", "a:double\n1.5\n");

        CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator.ShouldBe(",");
        Read().Find("q").Parameters!.Rows[0][0].ShouldBe(1.5);
    }

    private QueryCatalog Read() => QueryCatalog.Read(_home);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_home, "queries", name), text);
}
