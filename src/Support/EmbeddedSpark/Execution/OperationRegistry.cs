using System.Diagnostics.CodeAnalysis;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Execution;

/// <summary>A session's operations, and the ids of those that are gone.</summary>
internal sealed class OperationRegistry : IDisposable
{
    private const int RememberedIds = 10_000;

    private readonly Lock gate = new();
    private readonly Dictionary<string, Operation> operations = new(StringComparer.Ordinal);
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private readonly Queue<string> goneInOrder = new();

    public bool IsEmpty
    {
        get
        {
            lock (gate)
            {
                return operations.Count == 0;
            }
        }
    }

    /// <param name="four">Spark 4 takes the same plan again as a reattach, and never runs an id twice; 3.5.8 does neither.</param>
    /// <returns>The operation, and whether it is new.</returns>
    /// <exception cref="SparkException">The id is taken or used up.</exception>
    public (Operation Operation, bool IsNew) Add(Operation operation, bool four)
    {
        lock (gate)
        {
            if (operations.TryGetValue(operation.Id, out var existing))
            {
                return four && existing.Reattachable && existing.PlanBytes.Equals(operation.PlanBytes)
                    ? (existing, false)
                    : throw SparkErrors.InvalidHandle("OPERATION_ALREADY_EXISTS", operation.Id);
            }

            if (four && gone.Contains(operation.Id))
            {
                throw SparkErrors.InvalidHandle("OPERATION_ABANDONED", operation.Id);
            }

            operations.Add(operation.Id, operation);
            return (operation, true);
        }
    }

    public bool TryGet(string id, [NotNullWhen(true)] out Operation? operation)
    {
        lock (gate)
        {
            return operations.TryGetValue(id, out operation);
        }
    }

    public IReadOnlyList<Operation> Where(Func<Operation, bool> condition)
    {
        lock (gate)
        {
            return [.. operations.Values.Where(condition)];
        }
    }

    /// <summary>Forgets an operation and stops it if it still runs.</summary>
    /// <returns>Whether there was such an operation.</returns>
    public bool Remove(string id)
    {
        Operation? operation;
        lock (gate)
        {
            if (!operations.Remove(id, out operation))
            {
                return false;
            }

            gone.Add(id);
            goneInOrder.Enqueue(id);
            if (goneInOrder.Count > RememberedIds)
            {
                gone.Remove(goneInOrder.Dequeue());
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
