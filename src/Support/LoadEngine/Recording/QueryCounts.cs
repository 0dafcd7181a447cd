using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>What became of one query of a load's mix.</summary>
internal sealed class QueryCounts
{
    private long _planned;
    private long _answered;

    public void Record(in QueryEnd end)
    {
        _planned++;
        _answered += end.Succeeded ? 1 : 0;
    }

    public QueryResult Of(string name) => new(name, _planned, _answered, _planned - _answered);
}
