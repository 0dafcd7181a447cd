using SparkLoad.LoadEngine.Comparisons;
using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>
/// Carries the same load by two sides in turn, round after round. Only one side has load at a time, and who begins alternates. Both are
/// open before the first round.
/// </summary>
/// <param name="left">The side that is judged.</param>
/// <param name="right">The side that it is compared with. Both are disposed by whoever made them.</param>
public sealed class AlternatingRounds(IRoundSide left, IRoundSide right)
{
    /// <param name="stated">Rounds as stated, 1 or more.</param>
    /// <param name="carried">Rounds to carry, 1 to <paramref name="stated"/>.</param>
    /// <param name="criteria">What will be judged, so that what it needs is recorded.</param>
    /// <param name="observer">Told what happens while it happens; each side is one load, whose time goes on while the other has its turn.</param>
    /// <param name="cancellationToken">Breaks the rounds off: what was measured so far is handed back, marked as broken off.</param>
    /// <exception cref="OperationCanceledException">Cancelled before both sides had a turn.</exception>
    /// <exception cref="Exception">A session could not be opened (the client's exception), or the observer broke (its exception).</exception>
    public async Task<CarriedRounds> RunAsync(
        int stated, int carried, CriteriaSet criteria, ILoadObserver observer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(carried, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(stated, carried);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, observer.Broken);
        var wholeLeft = new WholeLoad(left.Plan, stated, carried, criteria.Windows);
        var wholeRight = new WholeLoad(right.Plan, stated, carried, criteria.Windows);
        var rounds = new List<(RoundSide Left, RoundSide Right)>();
        try
        {
            await left.OpenAsync(observer, ended.Token).ConfigureAwait(false);
            await right.OpenAsync(observer, ended.Token).ConfigureAwait(false);
            for (var round = 0; round < carried && Goes(wholeLeft, wholeRight, ended.Token); round++)
            {
                // A turn that was cut short would look as if its side had failed the rest of it.
                if (await CarryAsync(round, wholeLeft, wholeRight, observer, ended.Token).ConfigureAwait(false) is { } both
                    && (rounds.Count == 0 || (IsWhole(both.Left) && IsWhole(both.Right))))
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

        var otherwise = rounds.Count == carried ? null : ended.IsCancellationRequested ? Sentences.Cancelled : "the other side broke off";
        return new CarriedRounds(rounds, wholeLeft.Measured(otherwise), wholeRight.Measured(otherwise));
    }

    /// <returns>Null where the rounds were cancelled before the second side's turn.</returns>
    private async Task<(RoundSide Left, RoundSide Right)?> CarryAsync(
        int round, WholeLoad wholeLeft, WholeLoad wholeRight, ILoadObserver observer, CancellationToken cancellationToken)
    {
        var leftBegins = Rounds.LeftBegins(round);
        var first = await Side(leftBegins).ConfigureAwait(false);
        if (cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        var second = await Side(!leftBegins).ConfigureAwait(false);
        return leftBegins ? (first, second) : (second, first);

        Task<RoundSide> Side(bool isLeft) => isLeft
            ? wholeLeft.CarryAsync(left, observer, cancellationToken)
            : wholeRight.CarryAsync(right, observer, cancellationToken);
    }

    private static bool IsWhole(RoundSide side) => side.Load.BrokeOffBecause != Sentences.Cancelled;

    private static bool Goes(WholeLoad left, WholeLoad right, CancellationToken cancelled) =>
        left.BrokeOffBecause is null && right.BrokeOffBecause is null && !cancelled.IsCancellationRequested;
}

/// <summary>What two sides measured in turn.</summary>
/// <param name="Rounds">Each side of every round.</param>
/// <param name="Left">All rounds of the left side as one load.</param>
/// <param name="Right">All rounds of the right side as one load.</param>
public sealed record CarriedRounds(
    IReadOnlyList<(RoundSide Left, RoundSide Right)> Rounds, LoadMeasurement Left, LoadMeasurement Right);
