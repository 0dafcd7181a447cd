using System.Globalization;

namespace SparkLoad.LoadEngine.Runs;

/// <summary>Keeps two suites on one machine apart: two loads beside each other measure each other. Ends with the process.</summary>
public sealed class MachineLock : IDisposable
{
    private const string FileName = "sparkload.lock";

    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private readonly List<FileStream> _files;

    private MachineLock(List<FileStream> files) => _files = files;

    /// <summary>
    /// The files that all suites of this machine share, whatever TMPDIR says: one for all its users, and one in the user's home, which
    /// containers may have in common that each have a folder for temporary files of their own.
    /// </summary>
    public static IReadOnlyList<string> DefaultPaths()
    {
        var windows = OperatingSystem.IsWindows();
        var ofAll = windows ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "sparkload") : "/tmp";
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var state = windows ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_STATE_HOME") is { } stated && Path.IsPathFullyQualified(stated) ? stated
            : Path.Combine(home, ".local", "state");
        // A home that is not there is not made.
        return Directory.Exists(home) ? [Path.Combine(ofAll, FileName), Path.Combine(state, "sparkload", FileName)] : [Path.Combine(ofAll, FileName)];
    }

    /// <summary>Takes all locks that can be had, waiting for their holder for a while.</summary>
    /// <param name="paths">The lock files, in the order of every suite, so that no two wait for each other. One that cannot be made is left out.</param>
    /// <param name="wait">How long to wait for the holder.</param>
    /// <param name="time">The clock for the wait.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="MachineLockException">Another process holds one for longer than that, or none can be made.</exception>
    public static async Task<MachineLock> TakeAsync(IReadOnlyList<string> paths, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        var files = new List<FileStream>();
        var unusable = new List<string>();
        try
        {
            foreach (var path in paths)
            {
                Attempt attempt;
                while ((attempt = Try(path)).IsHeld)
                {
                    if (time.GetElapsedTime(began) >= wait)
                    {
                        throw new MachineLockException($"Another suite ({Holder(path)}) sends load from this machine; wait until it is over, or end it.");
                    }

                    await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(false);
                }

                if (attempt.File is { } file)
                {
                    files.Add(file);
                    NameHolder(path, string.Create(
                        CultureInfo.InvariantCulture, $"process {Environment.ProcessId} of {Environment.UserName} on {Environment.MachineName}"));
                }
                else
                {
                    unusable.Add($"{path}: {attempt.Unusable}");
                }
            }

            return files.Count > 0
                ? new MachineLock(files)
                : throw new MachineLockException(
                    $"No file can hold the lock that keeps two suites on this machine apart ({string.Join("; ", unusable)}); let one of them be written and locked.");
        }
        catch
        {
            files.ForEach(file => file.Dispose());
            throw;
        }
    }

    public void Dispose() => _files.ForEach(file =>
    {
        // A name that outlives its process would be told of whoever takes the lock and cannot write here.
        NameHolder(file.Name, "");
        file.Dispose();
    });

    private static Attempt Try(string path)
    {
        try
        {
            var file = Open(path, FileShare.None);
            if (Excludes(path))
            {
                return new(File: file);
            }

            file.Dispose();
            return new(Unusable: "its locks keep nobody out");
        }
        catch (IOException e) when (SaysHeld(e))
        {
            return new(IsHeld: true);
        }
        catch (UnauthorizedAccessException e) when (File.Exists(path))
        {
            throw new MachineLockException($"The lock \"{path}\" belongs to another user and cannot be opened; remove it, or ask its owner to.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(Unusable: e.Message);
        }
    }

    private static FileStream Open(string path, FileShare share)
    {
        if (new FileInfo(path).LinkTarget is not null)
        {
            throw new IOException("it is a link, which anybody can have put there");
        }

        try
        {
            // Not OpenOrCreate: in a folder for all, Linux lets nobody "create" what another user owns, even if it can be written.
            return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, share);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Create(path, share);
        }
        catch (Exception e) when (e is UnauthorizedAccessException || (e is IOException io && !SaysHeld(io)))
        {
            // Another user's, or on a medium that cannot be written: most file systems lock what can be read.
            return new FileStream(path, FileMode.Open, FileAccess.Read, share);
        }
    }

    private static FileStream Create(string path, FileShare share)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, share);
        if (!OperatingSystem.IsWindows())
        {
            // Whatever the umask, every user of the machine must be able to take it.
            File.SetUnixFileMode(file.SafeFileHandle, Everybody);
        }

        return file;
    }

    // .NET passes over file systems that cannot lock, and over the setting that turns locks off.
    private static bool Excludes(string path)
    {
        try
        {
            using var second = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (IOException e) when (SaysHeld(e))
        {
            return true;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool SaysHeld(IOException e) =>
        (e.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? 32 : OperatingSystem.IsLinux() ? 11 : 35);

    /// <summary>The lock itself cannot be read while it is held, so its holder is named beside it.</summary>
    private static string HolderOf(string path) => Path.ChangeExtension(path, ".holder");

    private static void NameHolder(string path, string holder)
    {
        try
        {
            using var file = Open(HolderOf(path), FileShare.ReadWrite);
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
        try
        {
            return File.ReadAllText(HolderOf(path)).Trim() is { Length: > 0 } holder ? holder : "process unknown";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "process unknown";
        }
    }

    private readonly record struct Attempt(FileStream? File = null, bool IsHeld = false, string? Unusable = null);
}

/// <summary>The machine is taken. The message is one sentence for the person who started the suite.</summary>
public sealed class MachineLockException(string message, Exception? innerException = null) : Exception(message, innerException);
