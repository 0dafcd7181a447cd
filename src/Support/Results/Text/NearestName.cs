namespace SparkLoad.Results.Text;

/// <summary>Finds what a mistyped name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>The known name with the fewest edits, whatever the case; of several the first.</summary>
    public static string Of(string name, IEnumerable<string> known) =>
        known.MinBy(candidate => Edits(name, candidate))
            ?? throw new ArgumentException("At least one known name is needed.", nameof(known));

    /// <summary>
    /// How many letters must be changed, added or left out to make one text of another (Levenshtein), whatever their case.
    /// </summary>
    public static int Edits(string from, string to)
    {
        var previous = Enumerable.Range(0, to.Length + 1).ToArray();
        var current = new int[to.Length + 1];
        for (var i = 1; i <= from.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var change = char.ToUpperInvariant(from[i - 1]) == char.ToUpperInvariant(to[j - 1]) ? 0 : 1;
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + change);
            }

            (previous, current) = (current, previous);
        }

        return previous[to.Length];
    }
}
