using Grpc.Net.Client;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>The channel of one session, or its share of a common one. A channel found dead is replaced for new calls.</summary>
internal sealed class ChannelLease : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Func<GrpcChannel> _open;
    private readonly Action? _giveBack;
    private readonly List<ChannelLine> _retired = [];
    private ChannelLine? _line;
    private bool _disposed;

    /// <param name="open">Opens a channel.</param>
    /// <param name="giveBack">Called instead of disposing where the channel is shared.</param>
    public ChannelLease(Func<GrpcChannel> open, Action? giveBack = null)
    {
        _open = open;
        _giveBack = giveBack;
    }

    /// <summary>The channel for one call; to be disposed with the call.</summary>
    /// <exception cref="ObjectDisposedException">The session is over.</exception>
    public ChannelUse Use()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(SparkSession));
            _line ??= new ChannelLine(_open());
            _line.Calls++;
            return new ChannelUse(this, _line);
        }
    }

    /// <summary>
    /// Lets new calls use a new connection, unless another call has already seen to that. Open calls keep the old one, which is closed with
    /// the last of them.
    /// </summary>
    public void Replace(ChannelLine dead)
    {
        lock (_gate)
        {
            if (_disposed || !ReferenceEquals(_line, dead))
            {
                return;
            }

            _line = null;
            if (dead.Calls > 0)
            {
                _retired.Add(dead);
                return;
            }
        }

        dead.Channel.Dispose();
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
        ChannelLine[] lines;
        lock (_gate)
        {
            _disposed = true;
            lines = _line is null ? [.. _retired] : [.. _retired, _line];
            _retired.Clear();
            _line = null;
        }

        foreach (var line in lines)
        {
            line.Channel.Dispose();
        }
    }

    internal void End(ChannelLine line)
    {
        lock (_gate)
        {
            if (--line.Calls > 0 || !_retired.Remove(line))
            {
                return;
            }
        }

        line.Channel.Dispose();
    }
}
