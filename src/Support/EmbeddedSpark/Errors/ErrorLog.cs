using System.Diagnostics.CodeAnalysis;

namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>The last failures of a session, for FetchErrorDetails: each can be fetched once, the oldest are forgotten.</summary>
internal sealed class ErrorLog
{
    private const int Capacity = 20; // as Spark 4

    private readonly LinkedList<(string Id, SparkException Error)> _entries = new();

    public string Add(SparkException error)
    {
        var id = Guid.NewGuid().ToString();
        lock (_entries)
        {
            _entries.AddLast((id, error));
            if (_entries.Count > Capacity)
            {
                _entries.RemoveFirst();
            }
        }

        return id;
    }

    public bool TryTake(string id, [NotNullWhen(true)] out SparkException? error)
    {
        lock (_entries)
        {
            for (var node = _entries.First; node is not null; node = node.Next)
            {
                if (node.Value.Id == id)
                {
                    error = node.Value.Error;
                    _entries.Remove(node);
                    return true;
                }
            }
        }

        error = null;
        return false;
    }
}
