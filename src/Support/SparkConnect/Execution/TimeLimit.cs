namespace SparkLoad.SparkConnect.Execution;

/// <summary>The caller's cancellation and the query's time limit in one token that still tells them apart.</summary>
internal sealed class TimeLimit : IDisposable
{
    private readonly TimeSpan? _limit;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource? _source;
    private readonly CancellationTokenRegistration _registration;

    public TimeLimit(TimeSpan? limit, TimeProvider time, CancellationToken caller)
    {
        _limit = limit;
        _caller = caller;
        if (limit is { } span)
        {
            _source = new CancellationTokenSource(span, time);
            _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
        }
    }

    public CancellationToken Token => _source?.Token ?? _caller;

    public void ThrowIfOver()
    {
        _caller.ThrowIfCancellationRequested();
        if (_source is { IsCancellationRequested: true })
        {
            throw new TimeoutException($"The query did not end within its time limit of {_limit}; it is interrupted on the server.");
        }
    }

    public void Dispose()
    {
        _registration.Dispose();
        _source?.Dispose();
    }
}
