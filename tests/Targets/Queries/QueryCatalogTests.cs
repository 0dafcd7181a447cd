using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Tests.Queries;

public sealed class QueryCatalogTests
{
    [Test]
    public void Find_UnknownName_NamesThoseThereAre()
    {
        var error = Should.Throw<UnknownQueryException>(() => QueryCatalog.Find("fare by passenger"));

        error.Message.ShouldStartWith("There is no query \"fare by passenger\": did you mean \"fares by passenger count\"? The queries "
            + "are \"fares by passenger count\",");
    }

    [Test]
    public void All_Names_AreUnique() => QueryCatalog.All.Select(query => query.Name).ShouldBeUnique();

    [TestCase(1_000_000, false)]
    [TestCase(3_000_000, true)]
    public void TextFor_ATableLargerThanTheLimit_CutsIt(long trips, bool limited) =>
        QueryCatalog.Find("a million trips").TextFor(trips).EndsWith(" LIMIT 1000000", StringComparison.Ordinal).ShouldBe(limited);

    [Test]
    public void TextFor_AQueryWithoutALimit_StaysAsItIs()
    {
        var query = QueryCatalog.Find("fare statistics");

        query.TextFor(long.MaxValue).ShouldBe(query.Text);
    }
}
