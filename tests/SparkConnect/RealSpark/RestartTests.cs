using SparkLoad.Targets.Homes;

namespace SparkLoad.SparkConnect.Tests.RealSpark;

[Category("needs-spark")]
[TestFixture("3.5.8")]
[TestFixture("4.1.1")]
internal sealed class RestartTests(string version)
{
    [Test, CancelAfter(300_000)]
    public async Task Server_KilledMidQueryAndRestarted_EndsTheSessionClearly(CancellationToken token)
    {
        var home = SparkServer.OwnHomeOrIgnore(version);
        var port = FreePorts.One();
        await using var first = await SparkServer.StartAsync(home, port);
        await using var session = new SparkSession(
            ConnectionString.Parse(first.Address), new SparkSessionOptions { Retry = RetryPolicy.Standard });
        await session.DrainAsync("SELECT 1", cancellationToken: token);
        var answering = new AnswerSignal();
        var query = session.DrainAsync(
            "SELECT COUNT(*) FROM range(1000000000000) WHERE rand() < 0.5", new ExecuteOptions { Observer = answering }, token);
        await answering.Began.WaitAsync(token);

        await first.KillAsync();
        await using var second = await SparkServer.StartAsync(home, port);

        var error = await Should.ThrowAsync<SparkException>(() => query.WaitAsync(TimeSpan.FromSeconds(90), token));
        error.SessionEnded.ShouldBeTrue();
        error.Attempts.Resubmits.ShouldBe(0);
        error.Attempts.Retries.ShouldBeGreaterThan(0);
        await using var fresh = new SparkSession(ConnectionString.Parse(second.Address));
        (await fresh.DrainAsync("SELECT 1", cancellationToken: token)).Rows.ShouldBe(1);
    }

    /// <summary>The schema comes before the query's job is over, so the server has the plan and works on it.</summary>
    private sealed class AnswerSignal : IExecutionObserver
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public void OnSchema(SparkSchema schema) => _began.TrySetResult();
    }
}
