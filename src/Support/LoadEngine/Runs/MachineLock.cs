using System.Globalization;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>Keeps two suites on one machine apart: two loads at once measure each other. Ends with the process.</summary>
public sealed class MachineLock : IDisposable
{
    private const string FileName = "sparkload.lock";

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private readonly List<(string Path, IDisposable Lock)> _held = [];

    private MachineLock()
    {
    }

    /// <summary>
    /// What all suites of this machine share, whatever TMPDIR says: a file for all its users, and the user's home itself, which containers
    /// may have in common that each have a folder for temporary files of their own. Nothing is written into a home.
    /// </summary>
    public static IReadOnlyList<string> DefaultPaths()
    {
        if (OperatingSystem.IsWindows())
        {
            // No folder can be locked there.
            return [.. new[] { Environment.SpecialFolder.CommonApplicationData, Environment.SpecialFolder.LocalApplicationData }
                .Select(Environment.GetFolderPath).Where(Directory.Exists).Select(folder => Path.Combine(folder, "sparkload", FileName))];
        }

        var home = Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } state && Path.IsPathFullyQualified(state)
            && Directory.Exists(state)
            ? state
            : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var ofAll = Path.Combine("/tmp", FileName);
        return Directory.Exists(home) ? [ofAll, home] : [ofAll];
    }

    /// <summary>Takes all locks that can be had, waiting for their holder for a while.</summary>
    /// <param name="paths">Lock files, and folders that are themselves locked, in the order of every suite, so that no two wait for each
    /// other. What cannot be locked is left out.</param>
    /// <param name="wait">How long to wait for the holder.</param>
    /// <param name="time">The clock for the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MachineLockException">Another process holds one for longer than that, or none can be made.</exception>
    public static async Task<MachineLock> TakeAsync(
        IReadOnlyList<string> paths, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var taken = new MachineLock();
        var unusable = new List<string>();
        try
        {
            foreach (var path in paths)
            {
                PathLock attempt;
                while ((attempt = PathLock.Try(path)).IsHeld)
                {
                    if (time.GetElapsedTime(began) >= wait)
                    {
                        throw new MachineLockException(
                            $"Another suite ({Holder(path)}) sends load from this machine; wait until it is over, or end it.");
                    }

                    await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
                }

                if (attempt.Lock is { } one)
                {
                    taken._held.Add((path, one));
                    NameHolder(path, string.Create(
                        CultureInfo.InvariantCulture, $"process {Environment.ProcessId} of {Environment.UserName} on "
                            + $"{Environment.MachineName}"));
                }
                else
                {
                    unusable.Add($"{path}: {attempt.Unusable}");
                }
            }

            return taken._held.Count > 0
                ? taken
                : throw new MachineLockException(
                    $"No file can hold the lock that keeps two suites on this machine apart ({string.Join("; ", unusable)}); let one of "
                        + "them be written and locked.");
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    public void Dispose() => _held.ForEach(held =>
    {
        // A name that outlives its process would be told of the process that takes the lock and cannot write here.
        NameHolder(held.Path, "");
        held.Lock.Dispose();
    });

    /// <summary>A file cannot be read while it is locked, so its holder is named in another file.</summary>
    private static string HolderOf(string path) => Path.ChangeExtension(path, ".holder");

    private static void NameHolder(string path, string holder)
    {
        if (PathLock.IsFolder(path))
        {
            return;
        }

        try
        {
            using var file = PathLock.Open(HolderOf(path), FileShare.ReadWrite);
            if (file.CanWrite)
            {
                file.SetLength(0);
                using var writer = new StreamWriter(file);
                writer.Write(holder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name only makes another suite's message clearer; the lock itself is held.
        }
    }

    private static string Holder(string path)
    {
        if (PathLock.IsFolder(path))
        {
            // Who shares the file of all users as well was met there.
            return $"process unknown, it holds {path}";
        }

        try
        {
            return File.ReadAllText(HolderOf(path)).Trim() is { Length: > 0 } holder ? holder : "process unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "process unknown";
        }
    }
}

/// <summary>The machine is taken. The message is one sentence for the person who started the suite.</summary>
public sealed class MachineLockException(string message, Exception? innerException = null) : Exception(message, innerException);
