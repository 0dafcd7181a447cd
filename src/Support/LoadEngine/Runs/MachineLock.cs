using System.Globalization;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>Keeps two suites on one machine apart: two loads beside each other measure each other. Ends with the process.</summary>
public sealed class MachineLock : IDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private readonly FileStream _file;

    private MachineLock(FileStream file) => _file = file;

    /// <summary>The lock that all suites of this machine share.</summary>
    public static string DefaultPath => Path.Combine(Path.GetTempPath(), "sparkload.lock");

    /// <summary>Takes the lock, waiting for its holder for a while.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="wait">How long to wait for the holder.</param>
    /// <param name="time">The clock for the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MachineLockException">Another process holds it for longer than that, or the file cannot be made.</exception>
    public static async Task<MachineLock> TakeAsync(string path, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            try
            {
                var held = new MachineLock(Open(path));
                NameHolder(path);
                return held;
            }
            catch (UnauthorizedAccessException e)
            {
                throw new MachineLockException($"The lock \"{path}\" of another user cannot be taken ({e.Message}); remove it or ask its owner.", e);
            }
            catch (IOException e) when (time.GetElapsedTime(began) >= wait)
            {
                throw new MachineLockException($"Another suite ({Holder(path)}) sends load from this machine; wait until it is over, or end it.", e);
            }
            catch (IOException)
            {
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The lock itself cannot be read while it is held, so its holder is named beside it.</summary>
    private static string HolderOf(string path) => path + ".holder";

    private static void NameHolder(string path)
    {
        try
        {
            File.WriteAllText(HolderOf(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The name only makes another suite's message clearer; the lock itself is held.
        }
    }

    private static string Holder(string path)
    {
        try
        {
            return $"process {File.ReadAllText(HolderOf(path)).Trim()}";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "process unknown";
        }
    }
}

/// <summary>The machine is taken. The message is one sentence for the person who started the suite.</summary>
public sealed class MachineLockException(string message, Exception? innerException = null) : Exception(message, innerException);
