namespace SparkLoad.LoadEngine.Execution;

/// <summary>
/// The open clients of one or several loads, in this process or in one of their own. They stay open from one execution to the next.
/// </summary>
internal interface ILoadClients : IAsyncDisposable
{
    /// <summary>How long before its beginning a load has to be handed to them.</summary>
    TimeSpan Lead { get; }

    /// <summary>
    /// Watches the process that sends their load; null where they send it themselves and a late start is part of what is measured.
    /// </summary>
    GeneratorWatch? Watch(LoadClock clock);

    /// <summary>Executes loads that begin at the same moment. Every query that was planned is settled when it returns.</summary>
    /// <param name="loads">The loads.</param>
    /// <param name="clock">Their time.</param>
    /// <param name="durationOver">Called once, when the duration of the longest is over or they are ended early.</param>
    /// <param name="cancelled">Breaks them off.</param>
    /// <returns>Why they ended early by themselves; null where they did not.</returns>
    Task<string?> ExecuteAsync(IReadOnlyList<LoadExecution> loads, LoadClock clock, Action durationOver, CancellationToken cancelled);
}
