using Grpc.Core;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>What a session that is given back says of it.</summary>
[CancelAfter(30_000)]
internal sealed class ReleaseTests : ScriptedSparkTests
{
    [Test]
    public async Task Release_ThatTheServerFails_IsToldByReleasingAndNotByDisposing()
    {
        _spark.Release = _ => throw new RpcException(new Status(StatusCode.Unknown, "out of memory"));
        var other = Session(RetryPolicy.Off);
        await _session.GetVersionAsync();
        await other.GetVersionAsync();

        var failure = await Should.ThrowAsync<SparkException>(() => _session.ReleaseAsync());

        (failure.Classification, failure.Message).ShouldBe(("Unknown", "out of memory"));
        await Should.NotThrowAsync(async () => await other.DisposeAsync());
        await Should.NotThrowAsync(() => _session.ReleaseAsync(), "it is given back once");
        _spark.Received<Spark.Connect.ReleaseSessionRequest>().Count.ShouldBe(2);
    }

    [Test]
    public async Task Release_ThatTakesLong_IsWaitedForUntilItIsCancelled()
    {
        using var released = new ManualResetEventSlim();
        using var enough = new CancellationTokenSource();
        _spark.Release = request =>
        {
            enough.Cancel();
            released.Wait(TimeSpan.FromSeconds(20));
            return new() { SessionId = request.SessionId };
        };
        var options = new SparkSessionOptions { CloseTimeout = TimeSpan.FromTicks(1), RequestTimeout = TimeSpan.FromSeconds(20) };
        var hasty = new SparkSession(ConnectionString.Parse(_spark.Address), options);
        await hasty.GetVersionAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => hasty.ReleaseAsync(enough.Token));
        released.Set();
    }

    [Test]
    public async Task Release_ThatTheServerDoesNotKnow_IsNoFailure()
    {
        _spark.Release = _ => throw new RpcException(new Status(StatusCode.Unimplemented, "Method not found"));
        await _session.GetVersionAsync();

        await Should.NotThrowAsync(() => _session.ReleaseAsync());
    }
}
