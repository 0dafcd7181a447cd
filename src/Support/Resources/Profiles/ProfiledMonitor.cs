using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.Resources.Profiles;

/// <summary>
/// Watches a load as another monitor does, and records a profile of the client as well: from before the idle cost is measured,
/// which then holds the profiler's own, to after the drain. What goes wrong with the profile is noted and never fails the load.
/// </summary>
public sealed class ProfiledMonitor : IResourceMonitor, IAsyncDisposable
{
    private readonly IResourceMonitor _inner;
    private readonly ProfileFiles _files;
    private readonly ProfileOptions _options;
    private readonly Func<CancellationToken, Task<IEventSession>> _open;
    private Recording? _recording;
    private string? _problem;

    /// <param name="inner">Measures the load; not disposed of.</param>
    /// <param name="files">Where the profile goes.</param>
    /// <param name="options">Its limits; the defaults where null.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public ProfiledMonitor(IResourceMonitor inner, ProfileFiles files, ProfileOptions? options = null)
        : this(inner, files, options ?? new ProfileOptions(), RuntimeEventSession.OpenAsync)
    {
    }

    internal ProfiledMonitor(
        IResourceMonitor inner, ProfileFiles files, ProfileOptions options, Func<CancellationToken, Task<IEventSession>> open) =>
        (_inner, _files, _options, _open) = (inner, files, options.Validated(), open);

    /// <inheritdoc/>
    public ResourceSample Current => _inner.Current;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            _recording = await Recording.StartAsync(_files.Trace, _options, _open, cancellationToken).ConfigureAwait(false);
            await Task.Delay(_options.Settling, cancellationToken).ConfigureAwait(false);
        }
        catch (ProfileException e)
        {
            _problem = $"The client was not profiled: {e.Message}.";
        }

        // The load would else run inside of what ended the waiting here, and its stacks would begin with the profiler's own.
        await _inner.StartAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        LoadMarks.Log.LoadBegan();
    }

    /// <inheritdoc/>
    public Task<ResourcesResult> StopAsync(long answeredQueries, CancellationToken cancellationToken)
    {
        LoadMarks.Log.LoadEnded();
        return _inner.StopAsync(answeredQueries, cancellationToken);
    }

    /// <inheritdoc/>
    public async Task<ResourcesResult> SettleAsync(ResourcesResult measured, CancellationToken cancellationToken)
    {
        var recorded = _recording is not null;
        if (await EndAsync().ConfigureAwait(false) is { } lack)
        {
            _problem = $"The profile is not whole: {lack}.";
        }

        var settled = await _inner.SettleAsync(measured, cancellationToken).ConfigureAwait(false);
        var profile = new ClientProfile { Note = _problem, Trace = recorded ? _files.TraceInRun : null };
        return settled.Client is null ? settled : settled with { Client = settled.Client with { Profile = profile } };
    }

    /// <summary>Ends the recording where the load broke before its end.</summary>
    public async ValueTask DisposeAsync() => await EndAsync().ConfigureAwait(false);

    private async Task<string?> EndAsync()
    {
        var recording = Interlocked.Exchange(ref _recording, null);
        return recording is null ? null : await recording.StopAsync().ConfigureAwait(false);
    }
}
