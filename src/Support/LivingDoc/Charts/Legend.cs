namespace SparkLoad.LivingDoc.Charts;

/// <summary>What the lines of a drawing that stands alone mean, laid out in rows above it.</summary>
internal static class Legend
{
    private const double Sample = 22;
    private const double Gap = 14;

    // At 11 px a letter of a wide sans-serif type takes about 6.5 px.
    private const double Letter = 6.5;

    public static IReadOnlyList<LegendKey> Of(ChartSpec spec, double width)
    {
        List<(string Name, string Look)> named =
        [
            .. spec.Lines.Select(line => (line.Name, Drawing.Look(line.Style))),
            .. spec.References.Take(1).Select(_ => ("threshold", "reference")),
            .. spec.Marks.Take(1).Select(_ => ("failures", LegendKey.Mark)),
        ];
        var keys = new List<LegendKey>();
        if (named.Count < 2)
        {
            return keys;
        }

        var (x, row) = (0.0, 0);
        foreach (var (name, look) in named)
        {
            var space = Sample + (Letter * name.Length);
            if (x > 0 && x + space > width)
            {
                (x, row) = (0, row + 1);
            }

            keys.Add(new(name, look, x, row));
            x += space + Gap;
        }

        return keys;
    }
}

/// <summary>A sample of a line or a mark, and its name.</summary>
public sealed record LegendKey(string Name, string Look, double X, int Row)
{
    public const string Mark = "mark";
}
