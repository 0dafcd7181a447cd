using System.Text;

namespace SparkLoad.SparkConnect.Connection;

/// <summary>The <c>;key=value</c> part of a connection string. No message shows a value: it may be a secret.</summary>
internal sealed class ConnectionParameters
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    public static ConnectionParameters Parse(string text)
    {
        var parameters = new ConnectionParameters();
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1)
            {
                var name = $"parameter {Shown(part[..Math.Max(equals, 0)])}".TrimEnd();
                throw ConnectionStringParser.Malformed(name, "each parameter is written key=value, and neither side is empty");
            }

            var key = part[..equals];
            if (part.AsSpan(equals + 1).Contains('='))
            {
                throw ConnectionStringParser.Malformed($"parameter {Shown(key)}", "a '=' within the value is written %3D");
            }

            if (!parameters._values.TryAdd(key, Decode(key, part[(equals + 1)..])))
            {
                throw ConnectionStringParser.Malformed($"parameter {Shown(key)}", "it is given twice");
            }
        }

        return parameters;
    }

    public string? Take(string key) => _values.Remove(key, out var value) ? value : null;

    public Dictionary<string, string> TakeHeaders()
    {
        foreach (var (key, value) in _values)
        {
            if (!key.All(MayBeInName))
            {
                throw ConnectionStringParser.Malformed(
                    $"parameter {Shown(key)}", "a metadata header's name has only letters, digits, '-', '_' and '.'");
            }

            if (key.EndsWith("-bin", StringComparison.OrdinalIgnoreCase) || key.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase))
            {
                throw ConnectionStringParser.Malformed(
                    $"parameter {key}", "names that begin with 'grpc-' or end with '-bin' are gRPC's own");
            }

            if (value.Any(c => c is < ' ' or > '~'))
            {
                throw ConnectionStringParser.Malformed($"parameter {key}", "a metadata header can carry only printable ASCII characters");
            }
        }

        return _values;
    }

    private static bool MayBeInName(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.';

    // With a separator mistyped, what follows a name is a value.
    private static string Shown(string key) => string.Concat(key.TakeWhile(MayBeInName));

    private static string Decode(string key, string value)
    {
        for (var i = value.IndexOf('%', StringComparison.Ordinal); i >= 0; i = value.IndexOf('%', i + 1))
        {
            if (i + 2 >= value.Length || !char.IsAsciiHexDigit(value[i + 1]) || !char.IsAsciiHexDigit(value[i + 2]))
            {
                throw ConnectionStringParser.Malformed($"parameter {Shown(key)}", "a '%' must be followed by two hexadecimal digits");
            }
        }

        try
        {
            return StrictUtf8.GetString(DecodeBytes(value));
        }
        catch (DecoderFallbackException)
        {
            throw ConnectionStringParser.Malformed($"parameter {Shown(key)}", "its percent-encoded bytes are not UTF-8");
        }
    }

    private static byte[] DecodeBytes(string value)
    {
        var source = Encoding.UTF8.GetBytes(value);
        var decoded = new List<byte>(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '%')
            {
                decoded.Add(source[i]);
                continue;
            }

            decoded.Add(Convert.ToByte(Encoding.ASCII.GetString(source, i + 1, 2), 16));
            i += 2;
        }

        return [.. decoded];
    }
}
