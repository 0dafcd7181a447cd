using System.Globalization;

namespace SparkLoad.Resources.Servers;

/// <summary>One line of <c>jstat -gc</c>: sizes in KB, times in seconds, columns by the names in its header.</summary>
internal readonly record struct HeapSample(long UsedBytes, TimeSpan GcTime)
{
    // Two survivor spaces, eden, old generation. G1, the default collector, fits its regions into the same columns.
    private static readonly string[] UsedColumns = ["S0U", "S1U", "EU", "OU"];

    /// <exception cref="UnseenException">A column is missing.</exception>
    public static HeapSample Parse(string header, string line)
    {
        var names = header.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var values = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return new HeapSample((long)(UsedColumns.Sum(Value) * 1024), TimeSpan.FromSeconds(Value("GCT")));

        double Value(string column)
        {
            var index = Array.IndexOf(names, column);
            if (index < 0 || index >= values.Length)
            {
                throw new UnseenException($"jstat prints no column {column}");
            }

            // A collector without such a space prints a dash.
            return double.TryParse(values[index], NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : 0;
        }
    }
}
