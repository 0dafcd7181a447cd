using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Tests.Catalog;

internal sealed class ServerVersionTests
{
    [TestCase("4.1.1", true)]
    [TestCase("4.1.1-embedded", true)]
    [TestCase("4.1.10", false)]
    [TestCase("4.1.0", false)]
    [TestCase("4.1.1-SNAPSHOT", false)]
    public void Version_Reported_MatchesOnlyTheOneStated(string reported, bool matches) =>
        ServerVersion.Matches(reported, "4.1.1").ShouldBe(matches);
}
