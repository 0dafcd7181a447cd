namespace SparkLoad.Targets.Settings;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
internal static class NearestName
{
    /// <summary>The known name with the fewest edits, case ignored; ties go to the earlier one.</summary>
    public static string Of(string name, IEnumerable<string> known) =>
        known.MinBy(candidate => Edits(name.ToUpperInvariant(), candidate.ToUpperInvariant()))
        ?? throw new ArgumentException("At least one known name is needed.", nameof(known));

    /// <summary>Levenshtein distance.</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
