using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SparkLoad.SparkConnect.Tests.Faults;

/// <summary>Sits between client and server and does harm on command, from an exact point on, to a number of connections.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private const int Trickle = 2048;
    private static readonly TimeSpan TricklePause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Lateness = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly int _serverPort;
    private readonly Task _accepting;
    private int _connections;
    private int _struck;

    public FaultProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public string Address => $"sc://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public Fault Fault { get; init; }

    public CutPoint At { get; init; } = CutPoint.AfterBytes(toClient: true, 0);

    /// <summary>Connections that the fault hits; later ones are left alone.</summary>
    public int FaultyConnections { get; init; } = 1;

    public int Connections => _connections;

    /// <summary>Connections that the fault has hit.</summary>
    public int Struck => _struck;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        await _accepting.WaitAsync(TimeSpan.FromSeconds(60));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                client.NoDelay = true;
                var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                _sockets.Add(client);
                _sockets.Add(server);
                await server.ConnectAsync(IPAddress.Loopback, _serverPort, _stop.Token);
                var faulty = Interlocked.Increment(ref _connections) <= FaultyConnections;
                var state = new Connection();
                _ = PumpAsync(state, client, server, faulty && !At.ToClient, fromClient: true);
                _ = PumpAsync(state, server, client, faulty && At.ToClient, fromClient: false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task PumpAsync(Connection connection, Socket from, Socket to, bool harmed, bool fromClient)
    {
        var buffer = new byte[16 * 1024];
        var frames = new FrameReader(fromClient);
        var passed = 0L;
        try
        {
            while (true)
            {
                var read = await from.ReceiveAsync(buffer, _stop.Token);
                if (read == 0)
                {
                    if (!connection.Silent)
                    {
                        to.Shutdown(SocketShutdown.Send);
                    }

                    return;
                }

                var bytes = buffer.AsMemory(0, read);
                if (harmed && !connection.Struck)
                {
                    var unharmed = At.Messages is { } messages ? frames.Read(bytes.Span, messages) : (int)Math.Min(read, At.Bytes - passed);
                    await to.SendAsync(bytes[..unharmed], _stop.Token);
                    passed += unharmed;
                    bytes = bytes[unharmed..];
                    if (At.Messages is { } all ? frames.Messages == all : passed == At.Bytes)
                    {
                        Interlocked.Increment(ref _struck);
                        connection.Struck = true;
                        connection.Silent = Fault is Fault.BlackHole or Fault.HalfOpen;
                        Strike(from, to);
                    }
                }

                await PassAsync(connection, to, bytes, harmed);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            if (!connection.Silent)
            {
                from.Dispose();
                to.Dispose();
            }
        }
    }

    private void Strike(Socket from, Socket to)
    {
        if (Fault is Fault.Reset or Fault.HalfOpen)
        {
            from.LingerState = new LingerOption(true, 0);
            to.LingerState = new LingerOption(true, 0);
        }

        if (Fault is Fault.Reset or Fault.HalfOpen or Fault.Close)
        {
            from.Dispose();
        }

        if (Fault is Fault.Reset or Fault.Close)
        {
            to.Dispose();
        }
    }

    private async Task PassAsync(Connection connection, Socket to, ReadOnlyMemory<byte> bytes, bool harmed)
    {
        if (connection.Silent || (connection.Struck && harmed && Fault is Fault.OneWay))
        {
            return;
        }

        var pieces = connection.Struck && harmed ? Fault : Fault.None;
        while (bytes.Length > 0)
        {
            var piece = pieces is Fault.Throttle ? Math.Min(Trickle, bytes.Length) : bytes.Length;
            if (pieces is Fault.Throttle or Fault.Delay)
            {
                await Task.Delay(pieces is Fault.Delay ? Lateness : TricklePause, _stop.Token);
            }

            await to.SendAsync(bytes[..piece], _stop.Token);
            bytes = bytes[piece..];
        }
    }

    private sealed class Connection
    {
        private volatile bool _struck;
        private volatile bool _silent;

        /// <summary>The fault has begun.</summary>
        public bool Struck
        {
            get => _struck;
            set => _struck = value;
        }

        /// <summary>Nothing passes in either direction any more, not even an end.</summary>
        public bool Silent
        {
            get => _silent;
            set => _silent = value;
        }
    }
}
