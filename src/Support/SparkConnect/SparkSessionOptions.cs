using System.Net;
using Microsoft.Extensions.Logging;

namespace SparkLoad.SparkConnect;

/// <summary>What a session does beyond its connection string. Every value has a default that suits measuring.</summary>
public sealed record SparkSessionOptions
{
    /// <summary>Default <see cref="RetryPolicy.Off"/>.</summary>
    public RetryPolicy Retry { get; init; } = RetryPolicy.Off;

    /// <summary>Default <see cref="SparkConnect.Topology.ConnectionPerSession"/>.</summary>
    public Topology Topology { get; init; } = Topology.ConnectionPerSession;

    /// <summary>Session id; the connection string's wins, null makes a new one.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>User id; the connection string's wins, null takes SPARK_USER, then the user of this process.</summary>
    public string? UserId { get; init; }

    /// <summary>Longest message in either direction, in bytes; default 128 MiB as on the server. The connection string's wins.</summary>
    public int MaxMessageSize { get; init; } = 128 * 1024 * 1024;

    /// <summary>
    /// Size in bytes at which a 4.1 server cuts a large batch into chunks, 1 KiB to 115 MiB; null asks for no chunks. Default 4 MiB.
    /// </summary>
    public int? ChunkSize { get; init; } = 4 * 1024 * 1024;

    /// <summary>Longest batch put together from chunks, and longest decompressed batch, in bytes; default 1 GiB.</summary>
    public int MaxBatchSize { get; init; } = 1024 * 1024 * 1024;

    /// <summary>
    /// Where connections are made to in place of the connection string's host, which TLS still checks; null (default) for the host itself.
    /// </summary>
    public EndPoint? Via { get; init; }

    /// <summary>Limit for reaching the server, TLS included; default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Limit for each RPC that answers once (config, schema, interrupt, release); default 2 minutes.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// A result stream whose reader waits in vain for this long is cancelled and reattached over a new connection. Default 150 s: a
    /// server ends a stream after 2 minutes even where a query has nothing to say.
    /// </summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(150);

    /// <summary>
    /// How often an idle connection is pinged while a call is open; at least 5 minutes, or the server hangs up. Null (default) for never.
    /// </summary>
    public TimeSpan? KeepAlive { get; init; }

    /// <summary>Longest wait of <see cref="SparkSession.DisposeAsync"/> for the server side to be freed; default 5 s.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a failed query asks a 4.x server for the full error; default true.</summary>
    public bool FetchErrorDetails { get; init; } = true;

    /// <summary>Receives the client's events; null for none.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>Default <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        Retry.Validate();
        RequirePositive(ConnectTimeout, nameof(ConnectTimeout));
        RequirePositive(RequestTimeout, nameof(RequestTimeout));
        RequirePositive(IdleTimeout, nameof(IdleTimeout));
        RequirePositive(CloseTimeout, nameof(CloseTimeout));
        Require(MaxMessageSize >= 1024, nameof(MaxMessageSize), MaxMessageSize, "at least 1,024 bytes");
        Require(MaxBatchSize >= 1024, nameof(MaxBatchSize), MaxBatchSize, "at least 1,024 bytes");
        Require(ChunkSize is null or (>= 1024 and <= 115 * 1024 * 1024), nameof(ChunkSize), ChunkSize, "from 1 KiB to 115 MiB, or null");
        Require(
            KeepAlive is null || KeepAlive >= TimeSpan.FromMinutes(5),
            nameof(KeepAlive),
            KeepAlive,
            "at least 5 minutes, because the server closes connections that ping more often");
    }

    private static void RequirePositive(TimeSpan value, string name) =>
        Require(value > TimeSpan.Zero && value < TimeSpan.FromDays(24), name, value, "above zero and under 24 days");

    private static void Require(bool holds, string name, object? value, string range)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} must be {range}.");
        }
    }
}
