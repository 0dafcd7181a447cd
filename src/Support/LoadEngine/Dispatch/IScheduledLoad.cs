namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>A load as the dispatching thread sees it.</summary>
internal interface IScheduledLoad
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
