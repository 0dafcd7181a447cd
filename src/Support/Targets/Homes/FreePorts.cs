using System.Net;
using System.Net.Sockets;

namespace SparkLoad.Targets.Homes;

/// <summary>Ports of the loopback interface that were free a moment ago.</summary>
/// <remarks>
/// They lie below the ports that systems give to outgoing connections (from 32768 on Linux, 49152 elsewhere). From among those, another
/// connection could take the port before the server listens; even the client that knocks at it could, for TCP lets a
/// connection from a port to itself succeed.
/// </remarks>
internal static class FreePorts
{
    private const int Lowest = 20_000;
    private const int Limit = 32_768;
    private const int Attempts = 1000;

    public static int One() => Free([]);

    public static (int First, int Second) Two()
    {
        var first = Free([]);
        return (first, Free([first]));
    }

    private static int Free(ReadOnlySpan<int> taken)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var port = Random.Shared.Next(Lowest, Limit);
            if (!taken.Contains(port) && IsFree(port))
            {
                return port;
            }
        }

        throw new IOException($"None of {Attempts} ports between {Lowest} and {Limit} of the loopback interface was free.");
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
