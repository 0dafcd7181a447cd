using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SparkLoad.Targets.Relays;

/// <summary>
/// Stands between the clients of a scenario and their server, on this machine, and passes on every byte. On command it cuts all connections
/// as a broken network does: both ends see a reset.
/// </summary>
public sealed class CuttingRelay : IAsyncDisposable
{
    /// <summary>So much of an answer has passed before it is cut; smaller ones are hardly ever cut in their midst.</summary>
    private const long Midst = 64 * 1024;

    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan UntilBothEnd = TimeSpan.FromSeconds(1);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Socket, Socket> _connections = [];
    private readonly DnsEndPoint _server;
    private readonly Timer _waiting;
    private readonly Task _accepting;
    private long _untilCut;
    private int _waits;
    private int _cuts;
    private int _cutAnswers;

    /// <param name="host">Of the server.</param>
    /// <param name="port">Of the server.</param>
    public CuttingRelay(string host, int port)
    {
        _server = new(host.Trim('[', ']'), port);
        _waiting = new(_ => CutIfWaiting(inAnswer: false));
        _listener.Start();
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients connect to.</summary>
    public EndPoint EndPoint => _listener.LocalEndpoint;

    /// <summary>How often all connections were cut.</summary>
    public int Cuts => Volatile.Read(ref _cuts);

    /// <summary>How often that was in the midst of an answer.</summary>
    public int CutsInAnswers => Volatile.Read(ref _cutAnswers);

    /// <summary>Cuts all connections.</summary>
    /// <param name="wait">How long to wait for an answer to be under way; zero cuts at once.</param>
    public void Cut(TimeSpan wait)
    {
        Volatile.Write(ref _untilCut, Midst);
        Volatile.Write(ref _waits, 1);
        if (wait > TimeSpan.Zero)
        {
            _waiting.Change(wait, Timeout.InfiniteTimeSpan);
        }
        else
        {
            CutIfWaiting(inAnswer: false);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _waiting.DisposeAsync().ConfigureAwait(false);
        Reset();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private void CutIfWaiting(bool inAnswer)
    {
        if (Interlocked.Exchange(ref _waits, 0) == 1 && !_connections.IsEmpty)
        {
            Interlocked.Increment(ref _cuts);
            Interlocked.Add(ref _cutAnswers, inAnswer ? 1 : 0);
            Reset();
        }
    }

    private void Reset()
    {
        foreach (var (client, server) in _connections)
        {
            Reset(client, server);
        }
    }

    private void Reset(Socket client, Socket server)
    {
        _connections.TryRemove(client, out _);
        foreach (var socket in (Socket[])[client, server])
        {
            try
            {
                socket.LingerState = new LingerOption(true, 0);
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Its other end was quicker.
            }

            socket.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token).ConfigureAwait(false);
                client.NoDelay = true;
                _ = PassAsync(client, new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });
            }
            catch (SocketException) when (!_stop.IsCancellationRequested)
            {
                // That client hung up before it was taken, or there are no more descriptors for the moment.
                await Task.Delay(BetweenAttempts, _stop.Token).ConfigureAwait(false);
            }
        }
    }

    private async Task PassAsync(Socket client, Socket server)
    {
        try
        {
            await server.ConnectAsync(_server, _stop.Token).ConfigureAwait(false);
            _connections[client] = server;
            var (asked, answered) = (PumpAsync(client, server, answers: false), PumpAsync(server, client, answers: true));
            await Task.WhenAny(asked, answered).ConfigureAwait(false);
            // One end may still say what the other waits for.
            await Task.WhenAny(Task.WhenAll(asked, answered), Task.Delay(UntilBothEnd, _stop.Token)).ConfigureAwait(false);
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // A server that does not take the connection looks to the client like one that hangs up.
        }
        finally
        {
            Reset(client, server);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, bool answers)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (await from.ReceiveAsync(buffer, _stop.Token).ConfigureAwait(false) is > 0 and var read)
            {
                if (answers && Volatile.Read(ref _waits) == 1 && Interlocked.Add(ref _untilCut, -read) <= 0)
                {
                    await to.SendAsync(buffer.AsMemory(0, read / 2), _stop.Token).ConfigureAwait(false);
                    CutIfWaiting(inAnswer: true);
                    return;
                }

                await SendAsync(to, buffer.AsMemory(0, read)).ConfigureAwait(false);
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One end is gone, and so is the connection.
        }
    }

    private async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await to.SendAsync(bytes, _stop.Token).ConfigureAwait(false)..];
        }
    }
}
