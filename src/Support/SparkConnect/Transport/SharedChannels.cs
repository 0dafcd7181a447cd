using System.Net;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>Channels that sessions of one address have in common; each is closed with its last session.</summary>
internal static class SharedChannels
{
    private static readonly Lock Gate = new();
    private static readonly Dictionary<Key, Entry> Open = [];

    public static ChannelLease Rent(ConnectionString connection, SparkSessionOptions options)
    {
        var key = new Key(
            connection.Address, connection.UseTls, connection.Tls, connection.MaxMessageSize ?? options.MaxMessageSize,
            options.ConnectTimeout, options.KeepAlive, options.Via);
        lock (Gate)
        {
            if (!Open.TryGetValue(key, out var entry))
            {
                entry = new Entry(new ChannelLease(() => ChannelFactory.Create(connection, options), () => Return(key)));
                Open.Add(key, entry);
            }

            entry.Sessions++;
            return entry.Lease;
        }
    }

    private static void Return(Key key)
    {
        Entry? last = null;
        lock (Gate)
        {
            if (Open.TryGetValue(key, out var entry) && --entry.Sessions == 0)
            {
                Open.Remove(key);
                last = entry;
            }
        }

        last?.Lease.Close();
    }

    private sealed record Key(
        string Address, bool Tls, TlsOptions? Trust, int MessageSize, TimeSpan ConnectTimeout, TimeSpan? KeepAlive, EndPoint? Via);

    private sealed class Entry(ChannelLease lease)
    {
        public ChannelLease Lease { get; } = lease;

        public int Sessions { get; set; }
    }
}
