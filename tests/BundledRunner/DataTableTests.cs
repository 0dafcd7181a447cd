using Reqnroll;

namespace SparkLoad.BundledRunner.Tests;

public sealed class DataTableTests
{
    private DataTable _table = new("none");

    [SetUp]
    public void MakeTable()
    {
        _table = new DataTable("measure", "must be");
        _table.AddRow("throughput", "above 0.8");
    }

    [Test]
    public void Row_ByNameAndByPlace_IsTheSameCell()
    {
        var row = _table.Rows[0];

        row["must be"].ShouldBe("above 0.8");
        row[1].ShouldBe("above 0.8");
        row.Keys.ShouldBe(["measure", "must be"]);
        row.Values.ShouldBe(["throughput", "above 0.8"]);
        row.TryGetValue("measured", out _).ShouldBeFalse();
    }

    [Test]
    public void Row_UnknownColumn_ShowsTheTable() =>
        Should.Throw<IndexOutOfRangeException>(() => _table.Rows[0]["must"]).Message.ShouldBe(
            "The table has no column 'must':\n| measure    | must be   |\n| throughput | above 0.8 |\n", StringCompareShould.IgnoreLineEndings);

    [Test]
    public void AddRow_OtherNumberOfCells_IsRefused() =>
        Should.Throw<ArgumentException>(() => _table.AddRow("one")).Message.ShouldStartWith("A row of 1 cells does not fit a table of 2 columns");

    [Test]
    public void Create_WithoutColumns_IsRefused() =>
        Should.Throw<ArgumentException>(() => new DataTable()).Message.ShouldStartWith("A data table needs a header of at least one column.");
}
