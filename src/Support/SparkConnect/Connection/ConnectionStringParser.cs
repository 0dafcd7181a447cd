using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SparkLoad.SparkConnect.Connection;

internal static class ConnectionStringParser
{
    private const string Scheme = "sc://";
    private static readonly SearchValues<char> InNoHost = SearchValues.Create("?&;,=# ");

    public static ConnectionString Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(Scheme, StringComparison.Ordinal))
        {
            throw Malformed("scheme", "it must begin with 'sc://'");
        }

        var rest = text[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var authority = slash < 0 ? rest : rest[..slash];
        var path = slash < 0 ? "" : rest[(slash + 1)..];
        if (authority.Contains(';', StringComparison.Ordinal))
        {
            throw Malformed("host", "parameters follow the host as '/;key=value', with the slash");
        }

        var (host, port) = ParseAuthority(authority);
        if (path.Length > 0 && path[0] != ';')
        {
            throw Malformed("path", "after the host only '/' or '/;key=value' may follow");
        }

        var parameters = ConnectionParameters.Parse(path);
        return new ConnectionString
        {
            Host = host,
            Port = port,
            Token = CheckToken(parameters.Take("token")),
            UseSsl = ParseFlag(parameters.Take("use_ssl")) is true,
            UserId = parameters.Take("user_id"),
            UserAgent = parameters.Take("user_agent"),
            SessionId = ParseSessionId(parameters.Take("session_id")),
            MaxMessageSize = ParseSize(parameters.Take("grpc_max_message_size")),
            Headers = parameters.TakeHeaders(),
        };
    }

    public static string? CheckToken(string? token) => token is null || token.All(c => c is >= ' ' and <= '~')
        ? token
        : throw Malformed("token", "a header can carry only printable ASCII characters");

    public static ArgumentException Malformed(string part, string reason) =>
        new($"The connection string's {part} is malformed: {reason}. It is written sc://host:port/;key=value;key=value.");

    private static (string Host, int Port) ParseAuthority(string authority)
    {
        if (authority.Contains('@', StringComparison.Ordinal))
        {
            throw Malformed("host", "a user is not named before the host but by the parameter user_id");
        }

        if (authority.StartsWith('['))
        {
            var end = authority.IndexOf(']', StringComparison.Ordinal);
            if (end < 0)
            {
                throw Malformed("host", "the bracket of the IPv6 address is not closed");
            }

            var address = authority[1..end];
            if (!IPAddress.TryParse(address, out var ip) || ip.AddressFamily != AddressFamily.InterNetworkV6)
            {
                throw Malformed("host", $"'{Shown(address)}' is not an IPv6 address");
            }

            return (address, ParsePort(authority[(end + 1)..]));
        }

        var colon = authority.IndexOf(':', StringComparison.Ordinal);
        var host = colon < 0 ? authority : authority[..colon];
        if (colon >= 0 && authority.IndexOf(':', colon + 1) >= 0)
        {
            throw Malformed("host", "an IPv6 address is written in brackets, as in sc://[::1]:15002");
        }

        if (host.Length == 0)
        {
            throw Malformed("host", "it is missing");
        }

        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw Malformed("host", $"'{Shown(host)}' is neither a host name nor an address");
        }

        return (host, ParsePort(colon < 0 ? "" : authority[colon..]));
    }

    private static int ParsePort(string text)
    {
        if (text.Length == 0)
        {
            return ConnectionString.DefaultPort;
        }

        return text[0] == ':' && int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and <= 65535
            ? port
            : throw Malformed("port", $"'{Shown(text.TrimStart(':'))}' is not a number from 1 to 65535");
    }

    // Without the slash that must follow the host, parameters stand here, and with them a token.
    private static string Shown(string text)
    {
        var end = text.AsSpan().IndexOfAny(InNoHost);
        return end < 0 ? text : $"{text[..end]}…";
    }

    private static bool? ParseFlag(string? value) => value switch
    {
        null => null,
        _ when value.Equals("true", StringComparison.OrdinalIgnoreCase) => true,
        _ when value.Equals("false", StringComparison.OrdinalIgnoreCase) => false,
        _ => throw Malformed("parameter use_ssl", $"'{Shown(value)}' is neither true nor false"),
    };

    private static Guid? ParseSessionId(string? value) => value switch
    {
        null => null,
        _ when Guid.TryParseExact(value, "D", out var id) => id,
        _ => throw Malformed("parameter session_id", $"'{Shown(value)}' is not a UUID such as {Guid.Empty}"),
    };

    private static int? ParseSize(string? value) => value switch
    {
        null => null,
        _ when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size > 0 => size,
        _ => throw Malformed("parameter grpc_max_message_size", $"'{Shown(value)}' is not a number of bytes from 1 to {int.MaxValue}"),
    };
}
