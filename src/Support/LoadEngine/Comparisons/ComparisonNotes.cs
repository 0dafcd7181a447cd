using System.Globalization;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>What a reader should know of a comparison, in words.</summary>
internal static class ComparisonNotes
{
    public static string? Join(params IEnumerable<string?> notes)
    {
        var said = notes.OfType<string>().ToArray();
        return said.Length == 0 ? null : string.Join("; ", said);
    }

    /// <summary>How many rounds are left out, and why.</summary>
    /// <param name="rounds">All rounds.</param>
    /// <param name="fewest">Queries of a round that the measure needs; 0 where any number will do.</param>
    public static string? LeftOut(IReadOnlyCollection<(RoundFigure Subject, RoundFigure Reference)> rounds, int fewest)
    {
        var leftOut = rounds.Where(round => round.Subject.IsLeftOut || round.Reference.IsLeftOut).ToArray();
        if (leftOut.Length == 0)
        {
            return null;
        }

        var disturbed = leftOut.Select(round => round.Subject.Disturbed ?? round.Reference.Disturbed).OfType<string>().ToArray();
        var others = leftOut.Length - disturbed.Length;
        return Invariant($"{leftOut.Length} of {rounds.Count} rounds left out: ") + string.Join(", ", new[]
        {
            disturbed.Length == 0 ? null : Invariant($"{disturbed.Length} whose generator did not keep up (the first: {disturbed[0]})"),
            // A percentile is only unknown where there are too few queries.
            others == 0 ? null
                : fewest > 0 ? Invariant($"{others} with fewer than {fewest} queries")
                : Invariant($"{others} without a figure"),
        }.OfType<string>());
    }

    public static string? NotReached(string side, int rounds, int all) => rounds == 0
        ? null
        : Invariant($"{side} was not reached in {rounds} of {all} rounds, because queries failed");

    /// <summary>Why an interval is open although every figure was reached.</summary>
    public static string? Failed(string side, long failed, long queries) => failed == 0
        ? null
        : Invariant($"{failed:#,0} of {queries:#,0} queries of {side} failed");

    public static string? TooFew(int rounds, int needed) => rounds == 0 || rounds >= needed
        ? null
        : Invariant($"{Rounds(rounds)} {(rounds == 1 ? "is" : "are")} too few to find a difference at this level, it takes {needed}");

    /// <summary>A sure difference that is called the same.</summary>
    public static string? Slight(Interval interval) => EquivalenceBand.Holds(interval)
        ? interval.Low > 1 ? "certainly higher, but by less than 10%"
            : interval.High < 1 ? "certainly lower, but by less than 10%"
            : null
        : null;

    /// <summary>For example <c>1 round</c> or <c>20 rounds</c>.</summary>
    public static string Rounds(int count) => Invariant($"{count} {(count == 1 ? "round" : "rounds")}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
