using NUnit.Framework;
using Shouldly;
using SparkLoad.Targets.Catalog;

namespace SparkLoad.Targets.Tests.Catalog;

internal sealed class UnknownVersionTests
{
    [Test]
    public async Task Reach_AVersionThatTheSuiteDoesNotKnow_NamesTheNearest()
    {
        await using var catalog = new TargetCatalog(TestSettings.Of(), SuiteQueries.All, Path.GetTempPath());

        (await Should.ThrowAsync<TargetNotReachedException>(() => catalog.ReachAsync("4.1.2", withTrips: false, CancellationToken.None)))
            .Message
            .ShouldBe("Spark 4.1.2 is not a supported version: did you mean 4.1.1?");
    }
}
