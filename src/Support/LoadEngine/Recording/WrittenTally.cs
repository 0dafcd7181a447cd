using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Which rows of its parameters a query wrote, as far as the client was told.</summary>
internal sealed class WrittenTally
{
    private readonly HashSet<int> _acknowledged = [];
    private readonly HashSet<int> _unknown = [];

    public IReadOnlySet<int> Acknowledged => _acknowledged;

    /// <summary>Rows that may or may not have been written.</summary>
    public IReadOnlySet<int> Unknown => _unknown;

    public void Record(in QueryEnd end)
    {
        var isUnknown = end.Outcome is QueryOutcome.TimedOut or QueryOutcome.Unfinished || end.Error?.OutcomeUnknown == true;
        if (end is { Row: { } row, Started: not null } && (end.Succeeded || isUnknown))
        {
            (end.Succeeded ? _acknowledged : _unknown).Add(row);
        }
    }
}
