using Grpc.Core;
using Grpc.Net.Client;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>One channel and how many calls are open on it.</summary>
internal sealed class ChannelLine(GrpcChannel channel)
{
    public GrpcChannel Channel { get; } = channel;

    public CallInvoker Invoker { get; } = channel.CreateCallInvoker();

    /// <summary>Guarded by the lease.</summary>
    public int Calls { get; set; }
}

/// <summary>A channel lent to one call.</summary>
internal readonly struct ChannelUse(ChannelLease lease, ChannelLine line) : IDisposable
{
    public ChannelLine Line => line;

    public CallInvoker Invoker => line.Invoker;

    public void Dispose() => lease.End(line);
}
