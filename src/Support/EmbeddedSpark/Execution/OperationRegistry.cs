using System.Diagnostics.CodeAnalysis;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Execution;

/// <summary>A session's operations, and the ids of those that are gone.</summary>
internal sealed class OperationRegistry : IDisposable
{
    private const int RememberedIds = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);
    private readonly HashSet<string> _gone = new(StringComparer.Ordinal);
    private readonly Queue<string> _goneInOrder = new();

    public bool IsEmpty
    {
        get
        {
            lock (_gate)
            {
                return _operations.Count == 0;
            }
        }
    }

    /// <param name="four">Spark 4 takes the same plan again as a reattach, and never runs an id twice; 3.5.8 does neither.</param>
    /// <returns>The operation, and whether it is new.</returns>
    /// <exception cref="SparkException">The id is taken or used up.</exception>
    public (Operation Operation, bool IsNew) Add(Operation operation, bool four)
    {
        lock (_gate)
        {
            if (_operations.TryGetValue(operation.Id, out var existing))
            {
                return four && existing.Reattachable && existing.PlanBytes.Equals(operation.PlanBytes)
                    ? (existing, false)
                    : throw SparkErrors.InvalidHandle("OPERATION_ALREADY_EXISTS", operation.Id);
            }

            if (four && _gone.Contains(operation.Id))
            {
                throw SparkErrors.InvalidHandle("OPERATION_ABANDONED", operation.Id);
            }

            _operations.Add(operation.Id, operation);
            return (operation, true);
        }
    }

    public bool TryGet(string id, [NotNullWhen(true)] out Operation? operation)
    {
        lock (_gate)
        {
            return _operations.TryGetValue(id, out operation);
        }
    }

    public IReadOnlyList<Operation> Where(Func<Operation, bool> condition)
    {
        lock (_gate)
        {
            return [.. _operations.Values.Where(condition)];
        }
    }

    /// <summary>Forgets an operation and stops it if it still runs.</summary>
    /// <returns>Whether there was such an operation.</returns>
    public bool Remove(string id)
    {
        Operation? operation;
        lock (_gate)
        {
            if (!_operations.Remove(id, out operation))
            {
                return false;
            }

            _gone.Add(id);
            _goneInOrder.Enqueue(id);
            if (_goneInOrder.Count > RememberedIds)
            {
                _gone.Remove(_goneInOrder.Dequeue());
            }
        }

        if (!operation.Finished)
        {
            operation.Cancel();
        }

        return true;
    }

    /// <summary>Drops operations that nobody has read since then.</summary>
    public void Sweep(DateTimeOffset since)
    {
        foreach (var operation in Where(o => o.DetachedSince < since))
        {
            Remove(operation.Id);
            operation.Dispose();
        }
    }

    public void Dispose()
    {
        foreach (var operation in Where(_ => true))
        {
            Remove(operation.Id);
            operation.Dispose();
        }
    }
}
