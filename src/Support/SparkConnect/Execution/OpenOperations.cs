namespace SparkLoad.SparkConnect.Execution;

/// <summary>Operations that the server may be working on, so that closing the session frees them: 3.5 does not end them with it.</summary>
internal sealed class OpenOperations
{
    private readonly Lock _gate = new();
    private readonly HashSet<Operation> _open = [];

    public void Add(Operation operation)
    {
        lock (_gate)
        {
            _open.Add(operation);
        }
    }

    public void Remove(Operation operation)
    {
        lock (_gate)
        {
            _open.Remove(operation);
        }
    }

    public void Abandon()
    {
        Operation[] open;
        lock (_gate)
        {
            open = [.. _open];
            _open.Clear();
        }

        foreach (var operation in open)
        {
            operation.Abandon();
        }
    }
}
