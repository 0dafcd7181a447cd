namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// Starts the queries of one or more loads on a thread of its own: a missed start is caught up at once and in order.
/// Afterwards it waits, within a limit, for the answers.
/// </summary>
internal sealed class Dispatcher(IReadOnlyList<IQueryStarts> loads, LoadClock clock, IStartWaiter waiter)
{
    private static readonly long DrainStep = TimeSpan.FromMilliseconds(10).Ticks;

    /// <summary>How long interrupted queries may take to come back.</summary>
    private static readonly long Grace = TimeSpan.FromSeconds(5).Ticks;

    /// <param name="duration">Of the longest load.</param>
    /// <param name="drainLimit">How long after it answers are waited for.</param>
    /// <param name="unsettled">Whether planned queries are still under way or overdue.</param>
    /// <param name="durationOver">Called once when the duration is over or the loads are cancelled.</param>
    /// <param name="interrupt">Interrupts all queries under way.</param>
    /// <param name="cancelled">Ends dispatching and draining at once.</param>
    public Task RunAsync(
        TimeSpan duration, TimeSpan drainLimit, Func<bool> unsettled, Action durationOver, Action interrupt, CancellationToken cancelled)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                Start(duration.Ticks, cancelled);
                durationOver();
                Drain(clock.Now + drainLimit.Ticks, unsettled, cancelled);
                Stop();
                interrupt();
                Drain(clock.Now + Grace, unsettled, CancellationToken.None);
                done.SetResult();
            }
#pragma warning disable CA1031 // Whatever ends the thread is thrown where the load is awaited.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                done.SetException(exception);
            }
        })
        {
            Name = "SparkLoad dispatch",
            IsBackground = true,
            Priority = ThreadPriority.AboveNormal,
        };
        thread.Start();
        return done.Task;
    }

    private void Start(long duration, CancellationToken cancelled)
    {
        while (!cancelled.IsCancellationRequested && Earliest() is var (load, due) && load is not null)
        {
            waiter.WaitUntil(clock.Timestamp(due), cancelled);
            if (!cancelled.IsCancellationRequested && load.NextDue == due)
            {
                load.Due();
            }
        }

        WaitUntil(duration, cancelled);
    }

    private (IQueryStarts? Load, long Due) Earliest()
    {
        IQueryStarts? earliest = null;
        var due = long.MaxValue;
        foreach (var load in loads)
        {
            if (load.NextDue is { } next && next < due)
            {
                (earliest, due) = (load, next);
            }
        }

        return (earliest, due);
    }

    private void WaitUntil(long ticks, CancellationToken cancelled)
    {
        // In slices, because the loads may be given up meanwhile.
        while (clock.Now < ticks && !cancelled.IsCancellationRequested && loads.Any(load => !load.Stopped))
        {
            waiter.WaitUntil(clock.Timestamp(Math.Min(ticks, clock.Now + TimeSpan.TicksPerSecond)), cancelled);
        }
    }

    private void Drain(long limit, Func<bool> unsettled, CancellationToken cancelled)
    {
        while (unsettled() && clock.Now < limit && !cancelled.IsCancellationRequested)
        {
            waiter.WaitUntil(clock.Timestamp(Math.Min(limit, clock.Now + DrainStep)), cancelled);
        }
    }

    private void Stop()
    {
        foreach (var load in loads)
        {
            load.Stop();
        }
    }
}

/// <summary>The starts of one load, as the dispatching thread sees them.</summary>
internal interface IQueryStarts
{
    /// <summary>The next planned start in ticks since the load began; null when there is none any more.</summary>
    long? NextDue { get; }

    /// <summary>The time of <see cref="NextDue"/> has come.</summary>
    void Due();

    /// <summary>Whether it was stopped, and so sends nothing any more.</summary>
    bool Stopped { get; }

    /// <summary>No further query is started; what is overdue is never started. Safe to call more than once.</summary>
    void Stop();
}
