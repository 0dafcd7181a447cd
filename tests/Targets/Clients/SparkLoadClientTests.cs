using System.Diagnostics.Metrics;
using System.Globalization;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.SparkConnect;
using SparkLoad.Targets.Clients;
using SparkLoad.Targets.Homes;
using SparkLoad.Targets.Queries;
using SparkLoad.Targets.Tests.Faults;

namespace SparkLoad.Targets.Tests.Clients;

[CancelAfter(60_000)]
internal sealed class SparkLoadClientTests
{
    private const string Query = "select one";

    [Test]
    public async Task Query_CancelledWhileItIsRetried_TellsWhatWasTriedAndForHowLong(CancellationToken cancellationToken)
    {
        var nobody = ConnectionString.Parse(string.Create(CultureInfo.InvariantCulture, $"sc://127.0.0.1:{FreePorts.One()}"));
        await using var client = new SparkLoadClient(
            new SparkSession(nobody, new SparkSessionOptions { Retry = RetryPolicy.Standard }),
            new PreparedQueries(SuiteQueries.All), new ClientTerms());
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var retries = new MeterListener();
        retries.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "spark.connect.client.retries")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        // With the first retry the pause before it begins, which is then cut short.
        retries.SetMeasurementEventCallback<long>((_, _, _, _) => soon.Cancel());
        retries.Start();

        // Whoever awaits gets the client's exception; the task alone is just cancelled, which is what Shouldly sees.
        var cancelled = Assert.ThrowsAsync<QueryCancelledException>(async () => await client.ExecuteAsync(new(Query), soon.Token))!;

        cancelled.Attempts.Retries.ShouldBeGreaterThan(0);
        cancelled.Attempts.Interrupted.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Test]
    public async Task Query_CancelledAfterAWhile_TellsHowLongTheServerWentOn(CancellationToken cancellationToken)
    {
        await using var endpoint = await FaultyEndpoint.StartAsync([], cancellationToken);
        await using var client = Client(endpoint, new ClientTerms { CancelAfter = TimeSpan.FromMilliseconds(300) });

        var cancelled = await client.ExecuteAsync(new("a sum without end"), cancellationToken);
        var answered = await client.ExecuteAsync(new(Query), cancellationToken);

        cancelled.ToCancel.ShouldNotBeNull().ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(20));
        (answered.ToCancel, answered.Rows).ShouldBe((null, 1));
    }

    [Test]
    public async Task Query_WhoseTimeIsUpWhileItIsCancelled_IsNotCalledCancelled(CancellationToken cancellationToken)
    {
        await using var endpoint = await FaultyEndpoint.StartAsync([], cancellationToken);
        await using var client = Client(endpoint, new ClientTerms { CancelAfter = TimeSpan.FromMinutes(1) });
        using var up = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        up.CancelAfter(300);

        Assert.ThrowsAsync<QueryCancelledException>(async () => await client.ExecuteAsync(new("a sum without end"), up.Token));
    }

    [TestCase(AnswerReading.Drained)]
    [TestCase(AnswerReading.Rows)]
    [TestCase(AnswerReading.Arrow)]
    public async Task Answer_OverStreamsThatTheServerEnds_CountsAndTimesItsReattaches(object reading, CancellationToken cancellationToken)
    {
        await using var endpoint = await FaultyEndpoint.StartAsync(
            ["spark.connect.execute.reattachable.senderMaxStreamDuration=100ms"], cancellationToken);
        await using var client = Client(endpoint, new ClientTerms { Reading = (AnswerReading)reading });
        // So much longer than a stream that a late timer does not let it come in the first one.
        await endpoint.SwitchAsync("latencyMs", 1500, cancellationToken);

        var answer = await client.ExecuteAsync(new(Query), cancellationToken);

        answer.Rows.ShouldBe(1);
        answer.ExpectedRows.ShouldBe(1);
        answer.Attempts.Reattaches.ShouldBeGreaterThan(0);
        answer.Attempts.Interrupted.ShouldBeGreaterThan(TimeSpan.Zero);
    }

    private static SparkLoadClient Client(FaultyEndpoint endpoint, ClientTerms terms) =>
        new(new SparkSession(ConnectionString.Parse(endpoint.Address)), new PreparedQueries(SuiteQueries.All), terms);
}
