using Grpc.Core;
using Grpc.Net.Client;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>The channel of one session, or its share of a common one. A channel found dead is replaced for new calls.</summary>
internal sealed class ChannelLease : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<GrpcChannel> _open;
    private readonly Action? _giveBack;
    private readonly List<GrpcChannel> _retired = [];
    private GrpcChannel? _channel;
    private CallInvoker? _invoker;
    private bool _disposed;

    /// <param name="open">Opens a channel.</param>
    /// <param name="giveBack">Called instead of disposing where the channel is shared.</param>
    public ChannelLease(Func<GrpcChannel> open, Action? giveBack = null)
    {
        _open = open;
        _giveBack = giveBack;
    }

    public CallInvoker Invoker => Volatile.Read(ref _invoker) ?? Open();

    /// <summary>Lets new calls use a new connection, unless another call has already seen to that. Open calls keep the old one.</summary>
    public void Replace(CallInvoker dead)
    {
        lock (_gate)
        {
            if (_disposed || !ReferenceEquals(_invoker, dead) || _channel is null)
            {
                return;
            }

            _retired.Add(_channel);
            _channel = null;
            _invoker = null;
        }
    }

    public void Dispose()
    {
        if (_giveBack is not null)
        {
            _giveBack();
            return;
        }

        Close();
    }

    /// <summary>Ends all channels and the calls on them.</summary>
    public void Close()
    {
        GrpcChannel[] channels;
        lock (_gate)
        {
            _disposed = true;
            channels = _channel is null ? [.. _retired] : [.. _retired, _channel];
            _retired.Clear();
            _channel = null;
            _invoker = null;
        }

        foreach (var channel in channels)
        {
            channel.Dispose();
        }
    }

    private CallInvoker Open()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SparkSession));
            _channel ??= _open();
            return _invoker ??= _channel.CreateCallInvoker();
        }
    }
}
