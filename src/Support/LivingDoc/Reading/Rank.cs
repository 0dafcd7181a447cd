namespace SparkLoad.LivingDoc.Reading;

/// <summary>The value at rank ⌈p·n⌉, as DESIGN §6 defines a percentile.</summary>
internal static class Rank
{
    /// <returns>Null where there is nothing, or the rank falls on a failure.</returns>
    public static double? Of(IReadOnlyList<float> ascending, double share)
    {
        if (ascending.Count == 0)
        {
            return null;
        }

        var value = ascending[Math.Clamp((int)Math.Ceiling(share * ascending.Count) - 1, 0, ascending.Count - 1)];
        return float.IsFinite(value) ? value : null;
    }
}
