using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SparkLoad.SparkConnect.Tests.Faults;

internal enum Fault
{
    None,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Bytes vanish in both directions; the connection stays open.</summary>
    BlackHole,

    /// <summary>Bytes vanish in this direction only.</summary>
    HalfOpen,

    /// <summary>Each piece is late.</summary>
    Delay,

    /// <summary>Bytes trickle.</summary>
    Throttle,
}

/// <summary>Sits between client and server and does harm on command: after a number of bytes, in one direction, for a number of connections.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _connections;

    public FaultProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"sc://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public Fault Fault { get; set; }

    /// <summary>The fault hits bytes on their way to the client; otherwise on their way to the server.</summary>
    public bool ToClient { get; set; } = true;

    /// <summary>The fault begins after so many bytes of a connection in its direction.</summary>
    public int AfterBytes { get; set; }

    /// <summary>Connections that the fault hits; later ones are left alone.</summary>
    public int FaultyConnections { get; set; } = 1;

    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        await _accepting.WaitAsync(TimeSpan.FromSeconds(5));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                _sockets.Add(client);
                _sockets.Add(server);
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                var faulty = Interlocked.Increment(ref _connections) <= FaultyConnections;
                var state = new Connection(client, server);
                _ = PumpAsync(state, client, server, faulty && !ToClient);
                _ = PumpAsync(state, server, client, faulty && ToClient);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to, bool harmed)
    {
        var buffer = new byte[16 * 1024];
        var passed = 0L;
        try
        {
            while (true)
            {
                var limit = harmed && Fault is Fault.Reset && passed < AfterBytes ? (int)Math.Min(buffer.Length, AfterBytes - passed) : buffer.Length;
                var read = await from.ReceiveAsync(buffer.AsMemory(0, limit), _stop.Token);
                if (read == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }

                passed += read;
                if (harmed && passed >= AfterBytes)
                {
                    connection.Struck = true;
                }

                if (connection.Struck && await StrikeAsync(connection, harmed))
                {
                    continue;
                }

                await to.SendAsync(buffer.AsMemory(0, read), _stop.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            connection.Close();
        }
    }

    /// <returns>Whether the bytes are lost.</returns>
    private async Task<bool> StrikeAsync(Connection connection, bool harmed)
    {
        switch (Fault)
        {
            case Fault.Reset:
                connection.Reset();
                return true;
            case Fault.BlackHole:
                return true;
            case Fault.HalfOpen:
                return harmed;
            case Fault.Delay when harmed:
                await Task.Delay(50, _stop.Token);
                return false;
            case Fault.Throttle when harmed:
                await Task.Delay(20, _stop.Token);
                return false;
            default:
                return false;
        }
    }

    private sealed class Connection(Socket client, Socket server)
    {
        private volatile bool _struck;

        public bool Struck
        {
            get => _struck;
            set => _struck = value;
        }

        public void Reset()
        {
            client.LingerState = new LingerOption(true, 0);
            server.LingerState = new LingerOption(true, 0);
            Close();
        }

        public void Close()
        {
            client.Dispose();
            server.Dispose();
        }
    }
}
