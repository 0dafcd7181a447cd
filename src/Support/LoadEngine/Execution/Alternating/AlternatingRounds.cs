using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Execution.Alternating;

/// <summary>
/// Runs the same load on two sides in turn, round after round. Only one side has load at a time, and which one begins alternates. Both are
/// open before the first round.
/// </summary>
/// <param name="subject">The side that is judged, which may also run loads alongside the one that is compared.</param>
/// <param name="reference">The side that it is compared with. The caller disposes both.</param>
public sealed class AlternatingRounds(AlternatingSide subject, AlternatingSide reference)
{
    /// <param name="stated">Rounds as stated, 1 or more.</param>
    /// <param name="executed">Rounds to run, 1 to <paramref name="stated"/>.</param>
    /// <param name="criteria">What will be judged, so that what it needs is recorded.</param>
    /// <param name="observer">Told what happens while it happens; each side is one load, whose time goes on while the other has its
    /// turn.</param>
    /// <param name="cancellationToken">Breaks the rounds off: what was measured so far is handed back, marked as ended early.</param>
    /// <exception cref="OperationCanceledException">Cancelled before both sides had a turn.</exception>
    /// <exception cref="Exception">A session could not be opened (the client's exception), or the observer broke (its
    /// exception).</exception>
    public async Task<MeasuredRounds> RunAsync(
        int stated, int executed, CriteriaSet criteria, ILoadObserver observer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(executed, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stated, executed);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, observer.Broken);
        var wholeSubject = new WholeSide(subject, stated, executed, criteria.Windows);
        var wholeReference = new WholeSide(reference, stated, executed, criteria.Windows);
        var rounds = new List<(RoundSide Subject, RoundSide Reference)>();
        try
        {
            await subject.OpenAsync(observer, ended.Token).ConfigureAwait(false);
            await reference.OpenAsync(observer, ended.Token).ConfigureAwait(false);
            for (var round = 0; round < executed && Goes(wholeSubject, wholeReference, ended.Token); round++)
            {
                // A turn that was cut short would look as if its side had failed the rest of it.
                if (await RunRoundAsync(round, wholeSubject, wholeReference, observer, ended.Token).ConfigureAwait(false) is { } both
                    && (rounds.Count == 0 || (IsWhole(both.Subject) && IsWhole(both.Reference))))
                {
                    rounds.Add(both);
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // A side can also be between its turns when the end comes; what both measured until then stays.
        }

        observer.ThrowIfBroken();
        if (rounds.Count == 0)
        {
            throw new OperationCanceledException("The rounds were cancelled before both sides had their first turn.", ended.Token);
        }

        var otherwise = rounds.Count == executed
            ? null
            : ended.IsCancellationRequested
            ? LoadExecution.Cancelled
            : "the other side ended early";
        var measured = wholeSubject.Measured(otherwise);
        return new MeasuredRounds(rounds, measured[0], wholeReference.Measured(otherwise)[0]) { Alongside = [.. measured.Skip(1)] };
    }

    /// <returns>Null where the rounds were cancelled before the second side's turn.</returns>
    private static async Task<(RoundSide Subject, RoundSide Reference)?> RunRoundAsync(
        int round, WholeSide wholeSubject, WholeSide wholeReference, ILoadObserver observer, CancellationToken cancellationToken)
    {
        var subjectBegins = Rounds.SubjectBegins(round);
        var first = await Side(subjectBegins).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        var second = await Side(!subjectBegins).ConfigureAwait(false);
        return subjectBegins ? (first, second) : (second, first);

        Task<RoundSide> Side(bool isSubject) => isSubject
            ? wholeSubject.RunAsync(observer, cancellationToken)
            : wholeReference.RunAsync(observer, cancellationToken);
    }

    private static bool IsWhole(RoundSide side) => side.Load.BrokeOffBecause != LoadExecution.Cancelled;

    private static bool Goes(WholeSide subject, WholeSide reference, CancellationToken cancelled) =>
        subject.BrokeOffBecause is null && reference.BrokeOffBecause is null && !cancelled.IsCancellationRequested;
}

/// <summary>What two sides measured in turn.</summary>
/// <param name="Rounds">Each side of every round.</param>
/// <param name="Subject">All rounds of the subject as one load.</param>
/// <param name="Reference">All rounds of the reference as one load.</param>
public sealed record MeasuredRounds(
    IReadOnlyList<(RoundSide Subject, RoundSide Reference)> Rounds, LoadMeasurement Subject, LoadMeasurement Reference)
{
    /// <summary>All rounds of each load that ran alongside the subject's, as one load; none where there was none.</summary>
    public IReadOnlyList<LoadMeasurement> Alongside { get; init; } = [];
}
