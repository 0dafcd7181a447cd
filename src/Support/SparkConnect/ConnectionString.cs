using System.Globalization;

namespace SparkLoad.SparkConnect;

/// <summary>
/// Where a Spark Connect server is and who asks, as Spark defines it:
/// <c>sc://host[:port]/;key=value;key=value</c>. Values are percent-encoded; parameter names are case-sensitive.
/// What the string cannot hold, a token that changes and certificates, is set beside it.
/// </summary>
public sealed record ConnectionString
{
    /// <summary>The port where the string names none.</summary>
    public const int DefaultPort = 15002;

    // A shorter one stands in any text.
    private const int ShortestSecret = 4;

    internal ConnectionString()
    {
    }

    /// <summary>Host name or address; an IPv6 address without its brackets.</summary>
    public required string Host { get; init; }

    public int Port { get; init; } = DefaultPort;

    /// <summary>
    /// Whether the connection is encrypted: <c>use_ssl=true</c>, or a token without <c>use_ssl</c> for any host but <c>localhost</c>.
    /// </summary>
    public bool UseTls => UseSsl || (HasToken && !IsLocalhost);

    /// <summary>Whether a token may be sent to it in plain text.</summary>
    public bool IsLocalhost => Host.Equals("localhost", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a bearer token is sent. The token itself is never shown.</summary>
    public bool HasToken => Token is not null || TokenFile is not null;

    /// <summary>Takes the place of the parameter <c>token</c>; null (default) for none.</summary>
    public TokenFile? TokenFile { get; init; }

    /// <summary>Used where the connection is encrypted; null (default) means the system's trust and no client certificate.</summary>
    public TlsOptions? Tls { get; init; }

    /// <summary>Parameter <c>user_id</c>, or null.</summary>
    public string? UserId { get; init; }

    /// <summary>Parameter <c>user_agent</c>, or null.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Parameter <c>session_id</c>, or null where each session makes its own.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>Parameter <c>grpc_max_message_size</c> in bytes, or null.</summary>
    public int? MaxMessageSize { get; init; }

    /// <summary>Host and port, without any parameter.</summary>
    public string Address => Host.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Host}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    internal bool UseSsl { get; init; }

    internal string? Token { get; init; }

    /// <summary>Parameters without a meaning of their own; each is sent as a metadata header.</summary>
    internal IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="ArgumentException">The string is malformed; the message names the part, never the token.</exception>
    public static ConnectionString Parse(string connectionString) => Connection.ConnectionStringParser.Parse(connectionString);

    /// <summary>The same connection with the parameter <c>token</c>.</summary>
    /// <exception cref="ArgumentException">No header can carry the token.</exception>
    public ConnectionString WithToken(string token) => this with { Token = Connection.ConnectionStringParser.CheckToken(token) };

    /// <summary>
    /// The whole string, its token included, for another client of the same server; a message size, which clients state each in their own
    /// way, is left out, and so is what files hold. Never to be shown or logged.
    /// </summary>
    public string ToSecretString()
    {
        var named = new (string Key, string? Value)[]
        {
            ("use_ssl", UseTls
                ? "true"
                : "false"), ("token", Token), ("user_id", UserId), ("user_agent", UserAgent), ("session_id", SessionId?.ToString()),
        };
        var parameters = named.Concat(Headers.Select(header => (Key: header.Key, Value: (string?)header.Value)))
            .Where(parameter => parameter.Value is not null)
            .Select(parameter => $";{parameter.Key}={Uri.EscapeDataString(parameter.Value!)}");
        return $"sc://{Address}/{string.Concat(parameters)}";
    }

    /// <summary>A text of somebody else without the secrets of this connection.</summary>
    internal string Hide(string text)
    {
        var shown = Headers.Values.Append(Token).OfType<string>().Where(secret => secret.Length >= ShortestSecret)
            .Aggregate(text, (shown, secret) => shown.Replace(secret, "…", StringComparison.Ordinal));
        return TokenFile?.Hide(shown) ?? shown;
    }

    /// <summary>Scheme and address only, so that it can be logged.</summary>
    public override string ToString() => $"sc://{Address}";
}
