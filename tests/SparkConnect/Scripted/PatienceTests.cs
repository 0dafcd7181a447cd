using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.Extensions.Time.Testing;
using Spark.Connect;
using SparkLoad.SparkConnect.Tests.Faults;
using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Tests.Scripted;

/// <summary>How long the client waits, and for what.</summary>
[CancelAfter(30_000)]
internal sealed class PatienceTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(300);

    private MuteServer _mute = null!;

    [SetUp]
    public void Start() => _mute = new MuteServer();

    [TearDown]
    public async Task StopAsync() => await _mute.DisposeAsync();

    [Test]
    public async Task Connection_ThatIsNotMadeInTime_IsAClearError()
    {
        // What takes a connection and never answers its TLS greeting is as slow to reach as a host that is not there.
        await using var session = Session("use_ssl=true", new SparkSessionOptions { ConnectTimeout = Short });

        var error = await Should.ThrowAsync<SparkException>(() => session.ExecuteCommandAsync("INSERT INTO t VALUES (1)"));

        error.StatusCode.ShouldBe(StatusCode.Unavailable);
        error.Message.ShouldBe(
            $"No Spark Connect server answers at {session.Address}: it took the connection, but did not answer the TLS greeting in time.");
        error.OutcomeUnknown.ShouldBeFalse();
    }

    [Test]
    public async Task Connection_ThatIsNotMadeInTime_IsTriedAgainWherePolicyAllows()
    {
        var options = new SparkSessionOptions { ConnectTimeout = Short, Retry = new() { Name = "once", MaxRetries = 1 } };
        await using var session = Session("use_ssl=true", options);

        (await Should.ThrowAsync<SparkException>(() => session.DrainAsync("SELECT 1"))).Attempts.Retries.ShouldBe(1);
    }

    [Test]
    public async Task Request_WithoutAnswer_EndsAfterItsLimit()
    {
        await using var session = Session("", new SparkSessionOptions { RequestTimeout = Short });

        (await Should.ThrowAsync<SparkException>(() => session.GetVersionAsync())).StatusCode.ShouldBe(StatusCode.DeadlineExceeded);
    }

    [Test]
    public async Task Request_WithoutAnswer_EndsWhenItsTokenIsCancelled()
    {
        await using var session = Session("", new SparkSessionOptions());
        using var source = new CancellationTokenSource(Short);

        (await Should.ThrowAsync<OperationCanceledException>(() => session.SetConfigAsync("a", "b", source.Token))).CancellationToken
            .ShouldBe(source.Token);
    }

    [Test]
    public async Task Query_WithoutAnswer_EndsAfterItsTimeLimit()
    {
        await using var session = Session("", new SparkSessionOptions());

        (await Should.ThrowAsync<TimeoutException>(() => session.DrainAsync("SELECT 1", new ExecuteOptions { TimeLimit = Short }))).Message
            .ShouldContain("00:00:00.3");
    }

    [Test]
    public async Task Reader_ThatTakesItsTime_IsNoSilenceOfTheServer()
    {
        await using var spark = await ScriptedSpark.StartAsync();
        var time = new FakeTimeProvider();
        var options = new SparkSessionOptions { IdleTimeout = Short, TimeProvider = time };
        await using var session = new SparkSession(ConnectionString.Parse(spark.Address), options);
        var firstIsRead = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        spark.Streams.Enqueue(async turn =>
        {
            await turn.BatchAsync("a", 0, 1);
            await firstIsRead.Task;
            await turn.BatchAsync("b", 1, 2);
            await turn.CompleteAsync();
        });
        var rows = new List<long>();

        await foreach (var row in session.ReadRowsAsync("SELECT 1"))
        {
            rows.Add(row.GetInt64(0));
            time.Advance(3 * Short);
            firstIsRead.TrySetResult();
        }

        rows.ShouldBe([1, 2]);
        spark.Received<ReattachExecuteRequest>().ShouldBeEmpty();
    }

    [Test]
    public void KeepAlive_OftenerThanServersPermit_IsRefused() =>
        Should.Throw<ArgumentOutOfRangeException>(() => Session("", new SparkSessionOptions { KeepAlive = TimeSpan.FromSeconds(299) }))
            .Message
            .ShouldContain("at least 5 minutes");

    [Test]
    public async Task KeepAlive_WhereAskedFor_PingsWhileACallIsOpenAndOnlyThen()
    {
        // Below what a session accepts, so that a second is long enough to see it.
        var options = new SparkSessionOptions { KeepAlive = TimeSpan.FromSeconds(1) };
        using var channel = ChannelFactory.Create(ConnectionString.Parse(_mute.Address), options);
        using var source = new CancellationTokenSource();

        var call = channel.CreateCallInvoker().AsyncUnaryCall(
            Rpc.Config, null, new CallOptions(cancellationToken: source.Token), new ConfigRequest());
        await _mute.Pinged.WaitAsync(TimeSpan.FromSeconds(60));
        await source.CancelAsync();
        await Should.ThrowAsync<RpcException>(() => call.ResponseAsync);
        var atEnd = _mute.Pings;
        await Task.Delay(1500);

        _mute.Pings.ShouldBe(atEnd, "nobody answers the first, so there is no second that could still be on its way");
    }

    [Test]
    public async Task KeepAlive_WhereNotAskedFor_NeverPings()
    {
        using var channel = ChannelFactory.Create(ConnectionString.Parse(_mute.Address), new SparkSessionOptions());
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        await Should.ThrowAsync<RpcException>(() =>
            channel.CreateCallInvoker()
                .AsyncUnaryCall(Rpc.Config, null, new CallOptions(cancellationToken: source.Token), new ConfigRequest())
                .ResponseAsync);

        _mute.Pings.ShouldBe(0);
    }

    private SparkSession Session(string parameters, SparkSessionOptions options) =>
        new(ConnectionString.Parse($"{_mute.Address}/;{parameters}"), options with { CloseTimeout = Short });

    /// <summary>Takes connections and says nothing.</summary>
    private sealed class MuteServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly Task _accepting;
        private readonly TaskCompletionSource _pinged = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _pings;

        public MuteServer()
        {
            _listener.Start();
            _accepting = AcceptAsync();
        }

        public string Address => $"sc://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

        public int Pings => Volatile.Read(ref _pings);

        /// <summary>The first ping has come.</summary>
        public Task Pinged => _pinged.Task;

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            _listener.Dispose();
            await _accepting;
            _stop.Dispose();
        }

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    _ = ListenAsync(await _listener.AcceptSocketAsync(_stop.Token));
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
            }
        }

        private async Task ListenAsync(Socket socket)
        {
            using var connection = socket;
            var buffer = new byte[4096];
            var frames = new FrameReader(fromClient: true);
            try
            {
                while (await connection.ReceiveAsync(buffer, _stop.Token) is > 0 and var read)
                {
                    frames.Read(buffer.AsSpan(0, read));
                    Volatile.Write(ref _pings, frames.Pings);
                    if (frames.Pings > 0)
                    {
                        _pinged.TrySetResult();
                    }
                }
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException)
            {
            }
        }
    }
}
