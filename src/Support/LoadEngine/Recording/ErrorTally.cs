using SparkLoad.LoadEngine.Clients;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Failures by kind, with the first message of each.</summary>
internal sealed class ErrorTally
{
    private const int MaxKinds = 100;
    private const int MaxMessage = 4000;
    private readonly Dictionary<(string Class, string? SqlState), (string Message, long Count)> _kinds = [];

    public void Record(in QueryEnd end)
    {
        if (end.Succeeded)
        {
            return;
        }

        var error = end.Error ?? Described(end.Outcome);
        var kind = (error.Class, error.SqlState);
        if (!_kinds.ContainsKey(kind) && _kinds.Count >= MaxKinds)
        {
            kind = ("OTHER", null);
        }

        var known = _kinds.GetValueOrDefault(kind, (Cut(error.Message), 0));
        _kinds[kind] = (known.Item1, known.Item2 + 1);
    }

    public IReadOnlyList<ErrorCount> ToCounts() =>
    [
        .. _kinds.OrderByDescending(kind => kind.Value.Count).ThenBy(kind => kind.Key.Class, StringComparer.Ordinal)
            .Select(kind => new ErrorCount(kind.Key.Class, kind.Key.SqlState, kind.Value.Message, kind.Value.Count)),
    ];

    private static QueryError Described(QueryOutcome outcome) => new(ErrorClasses.Of(outcome), null, outcome switch
    {
        QueryOutcome.TimedOut => "No complete answer within the query's time.",
        QueryOutcome.Unfinished => "No complete answer when the load was over.",
        QueryOutcome.NeverStarted => "Never sent: too many queries in flight, or its client was never free.",
        _ => "Failed without a message.",
    });

    private static string Cut(string message) =>
        message.Length <= MaxMessage ? message : string.Concat(message.AsSpan(0, MaxMessage), "…");
}
