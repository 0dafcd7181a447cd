using System.Net;
using System.Net.Sockets;

namespace SparkLoad.Targets.Homes;

/// <summary>Ports of the loopback interface that were free a moment ago.</summary>
internal static class FreePorts
{
    public static (int First, int Second) Two()
    {
        using var first = new TcpListener(IPAddress.Loopback, 0);
        using var second = new TcpListener(IPAddress.Loopback, 0);
        first.Start();
        second.Start();
        return (((IPEndPoint)first.LocalEndpoint).Port, ((IPEndPoint)second.LocalEndpoint).Port);
    }
}
