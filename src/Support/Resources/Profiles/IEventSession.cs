namespace SparkLoad.Resources.Profiles;

/// <summary>A stream of the runtime's events while it is open.</summary>
internal interface IEventSession : IDisposable
{
    /// <summary>Has to be read on, else the runtime loses events, and cannot end. Over once the session has ended.</summary>
    Stream Events { get; }

    /// <summary>Asks the runtime to end; the names of methods come before the end of <see cref="Events"/>.</summary>
    Task StopAsync(CancellationToken cancellationToken);
}
