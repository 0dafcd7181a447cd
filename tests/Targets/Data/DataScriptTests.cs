using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Data;

namespace SparkLoad.Targets.Tests.Data;

/// <summary>Data of a team's own are found by name, and what is wrong with them is one sentence.</summary>
internal sealed class DataScriptTests
{
    [Test]
    public void Find_AName_ReadsItsStatements()
    {
        using var home = new TestHome(("data/retail.sql", "SET a = 1;\nCREATE TEMPORARY VIEW sales AS SELECT 1 AS n;\n"));

        var data = DataScript.Find(home.Folder, "retail");

        (data.Name, data.File, data.Info.Statements).ShouldBe(("retail", "data/retail.sql", 2));
        data.Info.Checksum.ShouldMatch("^[0-9a-f]{16}$");
    }

    [Test]
    public void Find_ANameInAnotherNormalForm_IsTheSame()
    {
        using var home = new TestHome(("data/cafe\u0301.sql", "SELECT 1"));

        DataScript.Find(home.Folder, "caf\u00e9").Name.ShouldBe("caf\u00e9");
    }

    [TestCase("retial", "There is no data \"retial\": did you mean \"retail\"? The files data/<name>.sql in HOME are \"retail\", \"web\".")]
    [TestCase("Retail", "There is no data \"Retail\": did you mean \"retail\"?")]
    [TestCase("../data/retail", "There is no data \"../data/retail\": did you mean")]
    public void Find_AnUnknownName_NamesTheNearest(string name, string said)
    {
        using var home = new TestHome(("data/retail.sql", "SELECT 1"), ("data/web.sql", "SELECT 1"), ("data/readme.md", ""));

        Refused(home, name).ShouldStartWith(said);
    }

    [Test]
    public void Find_WhereThereAreNone_SaysWhereTheyWouldBe()
    {
        using var home = new TestHome();

        Refused(home, "retail").ShouldBe(
            "There is no data \"retail\": HOME has no file data/<name>.sql; write one, or leave out \"the data of \"retail\"\".");
    }

    [Test]
    public void Find_AFileInAnotherEncoding_IsRefusedAndHiddenOnesAreNone()
    {
        using var home = new TestHome(("data/retail.sql", ""), ("data/._retail.sql", "x"));
        File.WriteAllBytes(Path.Combine(home.Folder, "data", "retail.sql"), [.. "SELECT 'Gr"u8, 0xF6, (byte)'\'']);

        Refused(home, "retail").ShouldBe("data/retail.sql: the file is not written in UTF-8: save it as that.");
        DataScript.NamesIn(home.Folder).ShouldBe(["retail"]);
    }

    [TestCase("-- nothing yet\n", "data/retail.sql holds no statement: write one")]
    [TestCase("SELECT 1;\n\nSELECT 'open", "data/retail.sql, line 3: a string begins here and does not end.")]
    public void Find_AFileThatCannotBeRun_SaysWhyWithItsLine(string text, string said)
    {
        using var home = new TestHome(("data/retail.sql", text));

        Refused(home, "retail").ShouldStartWith(said);
    }

    private static string Refused(TestHome home, string name) =>
        Should.Throw<DataScriptException>(() => DataScript.Find(home.Folder, name)).Message.Replace(home.Folder, "HOME");
}
