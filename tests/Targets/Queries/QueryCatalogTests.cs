using System.Text;
using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Queries;

public sealed class QueryCatalogTests
{
    private readonly string _home = Directory.CreateTempSubdirectory("sparkload-queries").FullName;

    [SetUp]
    public void Empty()
    {
        Directory.Delete(_home, recursive: true);
        Directory.CreateDirectory(Path.Combine(_home, QueryCatalog.Folder));
    }

    [OneTimeTearDown]
    public void Remove() => Directory.Delete(_home, recursive: true);

    [Test]
    public void All_OfTheSuite_HaveADescriptionAndNoProblem()
    {
        SuiteQueries.All.Problems.ShouldBeEmpty();
        SuiteQueries.All.All.ShouldNotBeEmpty();
        SuiteQueries.All.All.ShouldAllBe(query => query.Description.Length > 0);
    }

    [Test]
    public void Find_UnknownName_NamesThoseThereAre()
    {
        var error = Should.Throw<QueryException>(() => SuiteQueries.All.Find("fare by passenger"));

        error.Message.ShouldStartWith("There is no query \"fare by passenger\": did you mean \"fares by passenger count\"? The queries "
            + "are \"a division by zero\", \"a hundred thousand trips\",");
    }

    [Test]
    public void Find_InAHomeWithoutQueries_SaysWhereTheyBelong()
    {
        Directory.Delete(Path.Combine(_home, QueryCatalog.Folder));

        Should.Throw<QueryException>(() => Read().Find("revenue")).Message
            .ShouldBe($"There is no query \"revenue\": {Path.Combine(_home, "queries")} holds no file <name>.sql.");
    }

    [Test]
    public void Read_AFileWithEveryKey_IsAsItSays()
    {
        Write("revenue.sql",
            """
            -- What a day brings,
            --   by shop.
            --
            -- reads: sales.shops(id, `the name`)
            -- reads: days
            -- session: SET spark.sql.shuffle.partitions=8
            -- session: CREATE TEMPORARY VIEW v AS
            --     SELECT ';' AS mark -- a comment
            -- at most: 1000
            -- checksum: 0xff
            -- checksum of synthetic trips: 0x1234567890ABCDEF
            -- may be empty
            SELECT ';' AS mark /* ; */ -- a comment; still
            FROM sales; -- done
            """);

        var query = Read().Find("revenue");

        query.Description.ShouldBe("What a day brings, by shop.");
        query.Reads.Select(read => $"{read.Table}: {string.Join(" + ", read.Columns)}").ShouldBe(["sales.shops: id + the name", "days: "]);
        query.SessionSetup.ShouldBe(
            ["SET spark.sql.shuffle.partitions=8", "CREATE TEMPORARY VIEW v AS\nSELECT ';' AS mark -- a comment"]);
        (query.RowLimit, query.Checksum, query.SyntheticChecksum, query.MayBeEmpty).ShouldBe((1000, 0xfful, 0x1234567890ABCDEFul, true));
        query.Text.ShouldBe("SELECT ';' AS mark /* ; */ -- a comment; still\nFROM sales");
    }

    [TestCase("SELECT 1 AS one", "")]
    [TestCase("-- Only a description\nSELECT 1", "")]
    [TestCase("\uFEFF--\r\n-- rows: 1\r\nSELECT 1\r\n", "")]
    [TestCase("--\n-- fails with: TABLE_OR_VIEW_NOT_FOUND\nSELECT * FROM nowhere", "")]
    [TestCase("--\n-- may be empty: yes\nSELECT r'\\', `;`, '\\';', \"it;\", $$;$$ -- \\\n; \n/* /* ; */ ; */ ;", "")]
    [TestCase("-- rows: 1\nSELECT 1", "queries/q.sql, line 1: \"rows:\" stands in the description: put a line \"--\" before the keys.")]
    [TestCase("--\n-- row: 1\nSELECT 1", "queries/q.sql, line 2: \"row\" is not a key of a query: did you mean \"rows\"?")]
    [TestCase("--\n-- Rows: 1\nSELECT 1", "queries/q.sql, line 2: \"Rows\" is not a key of a query: did you mean \"rows\"?")]
    [TestCase("--\n-- rows: 1\n-- rows: 1\nSELECT 1", "queries/q.sql, line 3: \"rows\" stands here and in line 2: keep one of them.")]
    [TestCase("--\n-- rows: 1,000\nSELECT 1",
        "queries/q.sql, line 2: \"rows\" is \"1,000\": write a number of rows in plain digits, such as 1000.")]
    [TestCase("--\n-- at most: 0\nSELECT 1",
        "queries/q.sql, line 2: \"at most\" is \"0\": write a number of rows in plain digits, such as 1000.")]
    [TestCase("--\n-- at most: 9\n-- rows: 9\nSELECT 1",
        "queries/q.sql, line 3: \"at most\" and \"rows\" do not go together: keep one of them.")]
    [TestCase("--\n-- fails with: DIVIDE_BY_ZERO\n-- rows: 9\nSELECT 1",
        "queries/q.sql, line 3: \"fails with\" and \"rows\" do not go together: keep one of them.")]
    [TestCase("--\n-- fails with: table not found\nSELECT 1", "queries/q.sql, line 2: \"fails with\" is \"table not found\": "
        + "write an error class of Spark's, such as TABLE_OR_VIEW_NOT_FOUND, or where it names none the status of gRPC, such as "
        + "ResourceExhausted.")]
    [TestCase("--\n-- fails with: ResourceExhausted\nSELECT 1", "")]
    [TestCase("--\n-- checksum: 12\nSELECT 1",
        "queries/q.sql, line 2: \"checksum\" is \"12\": write 0x and up to 16 hexadecimal digits.")]
    [TestCase("--\n-- reads: trips(a,\n--     )\nSELECT 1", "queries/q.sql, line 2: \"reads\" is \"trips(a, )\": "
        + "write a table and the columns that the query needs, such as nyc_taxi(passenger_count, fare_amount).")]
    [TestCase("--\n--     1\nSELECT 1", "queries/q.sql, line 2: the line continues a value, and there is none before it.")]
    [TestCase("--\n-- may be empty: no\nSELECT 1", "queries/q.sql, line 2: \"may be empty\" is \"no\": write yes, or leave the line out.")]
    [TestCase("--\n-- session: SET a=1; SET b=2\nSELECT 1", "queries/q.sql, line 2: \"session\" holds several statements: "
        + "write one line \"-- session: …\" for each.")]
    [TestCase("--\n-- rows: 1\nSELECT 1;\n\nSELECT 2", "queries/q.sql, line 5: a second statement begins here, and a query's file holds "
        + "one: put what comes before the query into the header, as \"-- session: …\".")]
    [TestCase("-- Nothing\n", "queries/q.sql: there is no statement in it: write one below the header.")]
    [TestCase("", "queries/q.sql: there is no statement in it: write one below the header.")]
    [TestCase("SELECT\n'it''s", "queries/q.sql, line 2: a string begins here and does not end.")]
    [TestCase("SELECT 1\n/* /* */", "queries/q.sql, line 2: a comment begins here and does not end.")]
    public void Read_AFile_TellsWhatIsWrong(string text, string problem)
    {
        Write("q.sql", text);
        Write("fine.sql", "SELECT 1");

        var catalog = Read();

        string.Join("\n", catalog.Problems).ShouldBe(problem);
        catalog.Find("fine").Text.ShouldBe("SELECT 1");
        if (problem.Length > 0)
        {
            Should.Throw<QueryException>(() => catalog.Find("q")).Message.ShouldBe($"The query \"q\" cannot be used: {problem}");
        }
    }

    [Test]
    public void Read_AFileThatIsNotUtf8_SaysSo()
    {
        File.WriteAllBytes(Path.Combine(_home, "queries", "q.sql"), Encoding.Unicode.GetPreamble());

        Read().Problems.ShouldHaveSingleItem().ToString().ShouldBe("queries/q.sql: the file is not written in UTF-8: save it as that.");
    }

    [Test]
    public void Find_ANameInTheOtherFormOfALetter_IsTheSame()
    {
        Write("cafe\u0301s.sql", "SELECT 1");

        Read().Find("caf\u00e9s").Name.ShouldBe("caf\u00e9s");
        Should.Throw<QueryException>(() => Read().Find("CAF\u00c9S"));
    }

    [Test]
    public void Read_TwoNamesThatDifferInCapitals_RefusesBoth()
    {
        Write("Revenue.sql", "SELECT 1");
        Write("revenue.sql", "SELECT 1");
        Assume.That(Directory.GetFiles(Path.Combine(_home, "queries")), Has.Length.EqualTo(2), "the file system tells capitals apart");

        Read().Problems.Select(problem => problem.ToString()).ShouldBe(
        [
            "queries/Revenue.sql: its name differs from that of queries/revenue.sql in nothing but capitals or the form of a letter: "
            + "rename one of them.",
            "queries/revenue.sql: its name differs from that of queries/Revenue.sql in nothing but capitals or the form of a letter: "
            + "rename one of them.",
        ]);
        Should.Throw<QueryException>(() => Read().Find("revenue"));
    }

    [TestCase(1_000_000, false)]
    [TestCase(3_000_000, true)]
    [TestCase(null, true)]
    public void TextFor_AnAnswerLargerThanTheLimit_CutsIt(long? available, bool limited) =>
        SuiteQueries.All.Find("a million trips").TextFor(available).EndsWith("\nLIMIT 1000000", StringComparison.Ordinal).ShouldBe(limited);

    [Test]
    public void TextFor_AQueryWithoutALimit_StaysAsItIs()
    {
        var query = SuiteQueries.All.Find("fare statistics");

        query.TextFor(long.MaxValue).ShouldBe(query.Text);
    }

    private QueryCatalog Read() => QueryCatalog.Read(_home);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_home, "queries", name), text);
}
