using System.Text;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>
/// Session and operation ids come with every message; this keeps the strings of the last few, so that each is made once.
/// Losing a race only makes a string twice.
/// </summary>
internal static class KnownText
{
    private const int Slots = 256;
    private static readonly string?[] Known = new string?[Slots];

    public static string Get(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > 64)
        {
            return Encoding.UTF8.GetString(text);
        }

        var hash = new HashCode();
        hash.AddBytes(text);
        ref var slot = ref Known[hash.ToHashCode() & (Slots - 1)];
        var known = slot;
        if (known is not null && Ascii.Equals(text, known))
        {
            return known;
        }

        return slot = Encoding.UTF8.GetString(text);
    }
}
