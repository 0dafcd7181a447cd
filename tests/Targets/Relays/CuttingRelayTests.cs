using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Data;

namespace SparkLoad.Targets.Tests.Relays;

/// <summary>Clients whose connections are cut, on the endpoint that stands in for Spark.</summary>
[CancelAfter(120_000)]
internal sealed class CuttingRelayTests
{
    private const string Large = "a million trips";

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);
    private static readonly string Folder = Directory.CreateTempSubdirectory("sparkload-relay").FullName;
    private static readonly TargetCatalog Catalog = new(TestSettings.Of(), SuiteQueries.All, Folder);

    [OneTimeTearDown]
    public async Task End()
    {
        await Catalog.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }

    [Test]
    public async Task Answer_CutInItsMidst_IsTakenUpAndWhole(CancellationToken cancellationToken)
    {
        var target = await Catalog.ReachAsync("4.1.1", withTrips: true, cancellationToken);
        await using var relay = target.OpenRelay();
        await using var client = await OpenAsync(target.Through(relay), Retries.Brief, cancellationToken);
        relay.Cut(Long);

        var answer = await client.ExecuteAsync(new(Large), cancellationToken);

        answer.Checksum.ShouldBe(SuiteQueries.All.Find(Large).SyntheticChecksum);
        answer.Rows.ShouldBe(SyntheticTrips.Rows);
        (relay.Cuts, relay.CutsInAnswers).ShouldBe((1, 1));
        answer.Attempts.Reattaches.ShouldBeGreaterThan(0);
    }

    [Test]
    public async Task Answer_CutWithoutRetries_FailsAsALostConnection(CancellationToken cancellationToken)
    {
        var target = await Catalog.ReachAsync("4.1.1", withTrips: true, cancellationToken);
        await using var relay = target.OpenRelay();
        await using var client = await OpenAsync(target.Through(relay), Retries.Off, cancellationToken);
        relay.Cut(Long);

        // Whoever awaits gets the client's exception.
        var failure = Assert.ThrowsAsync<QueryFailedException>(async () => await client.ExecuteAsync(new(Large), cancellationToken))!;

        failure.Message.ShouldStartWith($"The connection to {target.Info.Address} was lost: ");
    }

    [Test]
    public async Task Cut_WhileNothingIsAnswered_ComesAllTheSame(CancellationToken cancellationToken)
    {
        var target = await Catalog.ReachAsync("4.1.1", withTrips: false, cancellationToken);
        await using var relay = target.OpenRelay();
        await using var client = await OpenAsync(target.Through(relay), Retries.Brief, cancellationToken);
        relay.Cut(TimeSpan.Zero);
        relay.Cuts.ShouldBe(0, "there was no connection");
        await client.ExecuteAsync(new("select one"), cancellationToken);
        relay.Cut(Long);
        relay.Cut(TimeSpan.Zero);

        (await client.ExecuteAsync(new("select one"), cancellationToken)).Rows.ShouldBe(1);

        (relay.Cuts, relay.CutsInAnswers).ShouldBe((1, 0));
    }

    private static ValueTask<ILoadClient> OpenAsync(SparkTarget target, Retries retries, CancellationToken cancellationToken) =>
        target.OpenClientAsync(0, new ClientTerms { Retries = retries, Checksums = true, Queries = ["select one"] }, cancellationToken);
}
