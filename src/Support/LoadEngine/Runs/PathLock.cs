namespace SparkLoad.LoadEngine.Runs;

/// <summary>What came of locking a path: a file, which may have to be made, or a folder that is itself locked.</summary>
/// <param name="Lock">Holds the lock until it is disposed; null where it could not be had.</param>
/// <param name="IsHeld">Another process holds it.</param>
/// <param name="Unusable">Why the path cannot be locked at all; null where it can.</param>
internal readonly record struct PathLock(IDisposable? Lock = null, bool IsHeld = false, string? Unusable = null)
{
    private const UnixFileMode Everybody =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead
            | UnixFileMode.OtherWrite;

    /// <summary>Takes the lock if it can be had at once.</summary>
    /// <exception cref="MachineLockException">It belongs to another user.</exception>
    public static PathLock Try(string path)
    {
        try
        {
            if (Take(path) is not { } taken)
            {
                return new(IsHeld: true);
            }

            var excludes = false;
            try
            {
                excludes = Excludes(path);
            }
            finally
            {
                if (!excludes)
                {
                    taken.Dispose();
                }
            }

            return excludes ? new(Lock: taken) : new(Unusable: "its locks keep nobody out");
        }
        catch (UnauthorizedAccessException e) when (File.Exists(path))
        {
            throw new MachineLockException(
                $"The lock \"{path}\" belongs to another user and cannot be opened; remove it, or ask its owner to.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new(Unusable: e.Message);
        }
    }

    private static IDisposable? Take(string path)
    {
        if (IsFolder(path))
        {
            return FolderLock.Take(path);
        }

        try
        {
            return Open(path, FileShare.None);
        }
        catch (IOException e) when (SaysHeld(e))
        {
            return null;
        }
    }

    public static bool IsFolder(string path) => !OperatingSystem.IsWindows() && Directory.Exists(path);

    /// <summary>Opens a file that every user of the machine can lock, made if need be.</summary>
    public static FileStream Open(string path, FileShare share)
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

    // There are file systems that cannot lock, and a setting of .NET that turns locks off; both only show in that a second one is had as
    // well.
    private static bool Excludes(string path)
    {
        using IDisposable? second = IsFolder(path) ? FolderLock.Take(path) : SecondOf(path);
        return second is null;
    }

    private static FileStream? SecondOf(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
        }
        catch (IOException e) when (SaysHeld(e))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows.</summary>
    private static bool SaysHeld(IOException e) =>
        (e.HResult & 0xFFFF) == (OperatingSystem.IsWindows() ? 32 : OperatingSystem.IsLinux() ? 11 : 35);
}
