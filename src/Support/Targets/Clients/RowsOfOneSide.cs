using System.Collections;
using System.Globalization;
using SparkLoad.SparkConnect;

namespace SparkLoad.Targets.Clients;

/// <summary>The first rows of two answers that only one of them has, in words. A row that stands in both equally often is in neither.</summary>
/// <param name="most">Rows of each side.</param>
internal sealed class RowsOfOneSide(int most)
{
    private const int MostColumns = 20;
    private const int LongestValue = 200;

    public IReadOnlyList<string> Columns { get; private set; } = [];

    public List<IReadOnlyList<string?>> OfTheFirst { get; } = [];

    public List<IReadOnlyList<string?>> OfTheSecond { get; } = [];

    /// <summary>Reads the first answer once and the second twice; of their rows only hashes are kept.</summary>
    public async Task FindAsync(Func<IAsyncEnumerable<HashedRow>> first, Func<IAsyncEnumerable<HashedRow>> second)
    {
        var left = new Dictionary<ulong, int>();
        await foreach (var (row, hash) in second().ConfigureAwait(false))
        {
            Columns = NamesOf(row);
            left[hash] = left.GetValueOrDefault(hash) + 1;
        }

        await foreach (var (row, hash) in first().ConfigureAwait(false))
        {
            Columns = NamesOf(row);
            if (left.GetValueOrDefault(hash) is > 0 and var count)
            {
                left[hash] = count - 1;
            }
            else if (OfTheFirst.Count < most)
            {
                OfTheFirst.Add(InWords(row));
            }
        }

        await foreach (var (row, hash) in second().ConfigureAwait(false))
        {
            if (OfTheSecond.Count == most)
            {
                break;
            }

            if (left.GetValueOrDefault(hash) is > 0 and var count)
            {
                left[hash] = count - 1;
                OfTheSecond.Add(InWords(row));
            }
        }
    }

    /// <summary>A value as SQL would show it.</summary>
    internal static string? InWords(object? value) => value switch
    {
        null => null,
        string text => Cut(text),
        bool truth => truth ? "true" : "false",
        byte[] bytes => Cut($"0x{Convert.ToHexString(bytes.AsSpan(0, Math.Min(bytes.Length, LongestValue)))}"),
        DateTimeOffset instant => instant.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime local => local.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Row row => Cut($"{{{string.Join(", ", row.ToArray().Select(InWords).Select(Shown))}}}"),
        KeyValuePair<object, object?>[] map =>
            Cut($"{{{string.Join(", ", map.Select(entry => $"{Shown(InWords(entry.Key))}: {Shown(InWords(entry.Value))}"))}}}"),
        IEnumerable list => Cut($"[{string.Join(", ", list.Cast<object?>().Select(InWords).Select(Shown))}]"),
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => Cut(value.ToString() ?? ""),
    };

    private static IReadOnlyList<string?> InWords(Row row) => [.. row.ToArray().Take(MostColumns).Select(InWords)];

    private static IReadOnlyList<string> NamesOf(Row row) => [.. row.Names.Take(MostColumns).Select(Cut)];

    private static string Shown(string? value) => value ?? "NULL";

    private static string Cut(string text) => text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue), "…");
}
