using System.Globalization;

namespace SparkLoad.Resources.Profiles;

/// <summary>
/// A profile of this process that is being recorded. The runtime that is told to stop is the one that tells it, so that is done
/// alongside everything else and given up after a limit: a profile is never worth a run.
/// </summary>
internal sealed class Recording : IAsyncDisposable
{
    private readonly IEventSession _session;
    private readonly ProfileOptions _options;
    private readonly TraceCopy _copy;
    private readonly Lock _gate = new();
    private Task? _stopping;

    private Recording(IEventSession session, ProfileOptions options, FileStream file)
    {
        (_session, _options) = (session, options);
        _copy = new TraceCopy(session.Events, file, options.MaxBytes);
        _ = _copy.Full.ContinueWith(_ => StopSession(), TaskScheduler.Default);
    }

    /// <param name="path">Where to; its folder is made.</param>
    /// <param name="options">Its limits.</param>
    /// <param name="open">Opens the session.</param>
    /// <param name="cancellationToken">Ends waiting for it.</param>
    /// <exception cref="ProfileException">Nothing is recorded; the message says why.</exception>
    public static async Task<Recording> StartAsync(
        string path, ProfileOptions options, Func<CancellationToken, Task<IEventSession>> open, CancellationToken cancellationToken)
    {
        var file = Create(path);
        var opening = Task.Run(() => open(cancellationToken), cancellationToken);
        try
        {
            return new Recording(await opening.WaitAsync(options.StartLimit, cancellationToken).ConfigureAwait(false), options, file);
        }
        catch (Exception e)
        {
            await file.DisposeAsync().ConfigureAwait(false);
            File.Delete(path);
            _ = ReleaseLateAsync(opening);
            throw e is TimeoutException
                ? new ProfileException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"the profiler did not begin within {options.StartLimit.TotalSeconds:0.###} s"),
                    e)
                : e;
        }
    }

    /// <summary>Ends the recording, or gives it up. Never throws.</summary>
    /// <returns>What the recording lacks, in words; null where it is whole.</returns>
    public async Task<string?> StopAsync()
    {
        var ended = Task.WhenAll(StopSession(), _copy.Ended);
        if (await Task.WhenAny(ended, Task.Delay(_options.StopLimit)).ConfigureAwait(false) != ended)
        {
            _copy.GiveUp();
            Release();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"the profiler did not stop within {_options.StopLimit.TotalSeconds:0.###} s and was given up, so that methods may have "
                    + $"no names");
        }

        Release();
        return _copy.Problem
            ?? (ended.IsFaulted ? "the profiler stopped with an error, so that methods may have no names" : null)
            ?? (_copy.Full.IsCompleted
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $"the recording reached {_options.MaxBytes / 1e6:0.#} MB and ended there, before the load did")
                : null);
    }

    public async ValueTask DisposeAsync() => await StopAsync().ConfigureAwait(false);

    private static FileStream Create(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileException($"its file cannot be written ({e.Message.TrimEnd('.')})", e);
        }
    }

    private static async Task ReleaseLateAsync(Task<IEventSession> opening)
    {
        await ((Task)opening).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (opening.IsCompletedSuccessfully)
        {
            (await opening.ConfigureAwait(false)).Dispose();
        }
    }

    private Task StopSession()
    {
        lock (_gate)
        {
            return _stopping ??= Task.Run(() => _session.StopAsync(CancellationToken.None));
        }
    }

    // A session that did not stop may hold up its disposal.
    private void Release() => Task.Run(_session.Dispose).ContinueWith(
        failed => failed.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
}
