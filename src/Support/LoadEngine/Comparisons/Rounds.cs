using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Comparisons;

/// <summary>Rounds in which two sides run the same plan, one after the other; which one begins alternates from round to round.</summary>
public static class Rounds
{
    /// <summary>
    /// Rounds of a comparison unless the scenario says otherwise (docs/decisions/0030). Fewer than 11 cannot show a difference at all:
    /// of 2¹⁰ ways in which 10 rounds can turn out, the two clearest are already more than 1% shared among seven measures.
    /// </summary>
    public const int Default = 20;

    /// <summary>Fewest rounds in which a comparison of all measures can tell a difference.</summary>
    public static int Fewest { get; } = PairedComparison.FewestRounds(ComparedMeasure.All.Count);

    /// <summary>Whether the subject begins a round: it does in every other one, so that a drift of the machine favours neither.</summary>
    /// <param name="round">Number of the round, from 0.</param>
    public static bool SubjectBegins(int round) => round % 2 == 0;

    /// <summary>Compares both sides in every measure; a level of 1% is shared among all of them.</summary>
    /// <param name="subject">Name of the side that is judged, as <c>this client</c> or <c>Spark 4.1.1</c>.</param>
    /// <param name="reference">Name of the side that it is compared with, as rows write it after <c>compared with</c>.</param>
    /// <param name="rounds">Every round, also those in which a side failed.</param>
    /// <param name="sameClient">
    /// Whether the same client ran both sides, so that its own lateness is neither's: such rounds are left out of latency and throughput.
    /// Where the clients differ, lateness is theirs, and to leave out one client's late rounds would favour it.
    /// </param>
    public static IReadOnlyList<ComparisonResult> Compare(
        string subject, string reference, IReadOnlyList<(RoundSide Subject, RoundSide Reference)> rounds, bool sameClient = false)
    {
        ArgumentNullException.ThrowIfNull(rounds);
        var told = sameClient
            ? [.. rounds.Select(round => (Subject: round.Subject.WithGenerator(), Reference: round.Reference.WithGenerator()))]
            : rounds;
        return
        [
            .. ComparedMeasure.All.Select(measure => PairedComparison.Of(
                measure, subject, reference,
                [.. told.Select(round => (measure.In(round.Subject), measure.In(round.Reference)))],
                ComparedMeasure.All.Count)),
        ];
    }
}
