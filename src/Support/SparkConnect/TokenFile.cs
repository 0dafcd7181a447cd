using System.Text;

namespace SparkLoad.SparkConnect;

/// <summary>
/// A bearer token in a file that may be replaced while sessions are open. It is read again at most once a second, by a call that is about
/// to be sent, and at once where a token was refused. While the file is missing or holds no token, the last one is kept. The token is
/// never shown.
/// </summary>
public sealed class TokenFile
{
    /// <summary>Servers take no longer headers.</summary>
    private const int Longest = 16 * 1024;

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly HashSet<string> _known;
    private volatile string _current;
    private volatile string? _fault;
    private string? _untold;
    private long _lookedAt;

    private TokenFile(string path, string token, TimeProvider time)
    {
        (Path, _current, _known, _time) = (path, token, [token], time);
        _lookedAt = time.GetTimestamp();
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Why the file could not be read the last time, as a cause without a full stop, or null.</summary>
    public string? Fault => _fault;

    /// <summary>The token for a call that is about to be sent.</summary>
    internal string Current
    {
        get
        {
            if (_time.GetElapsedTime(Volatile.Read(ref _lookedAt)) >= Fresh && _gate.TryEnter())
            {
                try
                {
                    Look();
                }
                finally
                {
                    _gate.Exit();
                }
            }

            return _current;
        }
    }

    /// <summary>Reads the token for the first time.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read or holds no token. The message is a cause without a full stop that
    /// names the file.</exception>
    public static TokenFile Open(string path, TimeProvider? time = null) => new(path, Read(path), time ?? TimeProvider.System);

    /// <summary>The path only, so that it can be logged.</summary>
    public override string ToString() => Path;

    /// <summary>Reads the file again, however long ago it was read.</summary>
    internal void LookNow()
    {
        lock (_gate)
        {
            Look();
        }
    }

    /// <summary>What <see cref="Fault"/> says, once for each time that it happens.</summary>
    internal string? TakeFault() => Volatile.Read(ref _untold) is null ? null : Interlocked.Exchange(ref _untold, null);

    /// <summary>A text of somebody else without any token that this file has held.</summary>
    internal string Hide(string text)
    {
        lock (_gate)
        {
            return _known.Aggregate(text, (shown, token) => shown.Replace(token, "…", StringComparison.Ordinal));
        }
    }

    private void Look()
    {
        try
        {
            var token = Read(Path);
            // The same object for the same token, which callers compare.
            if (token != _current)
            {
                _known.Add(token);
                _current = token;
            }

            (_fault, _untold) = (null, null);
        }
        catch (InvalidDataException e)
        {
            _untold = _fault is null ? e.Message : _untold;
            _fault = e.Message;
        }

        Volatile.Write(ref _lookedAt, _time.GetTimestamp());
    }

    // The content is compared, not the time of the file: links hide it, and two writes can share one.
    private static string Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            Span<byte> bytes = stackalloc byte[Longest + 1];
            return Token(path, bytes[..RandomAccess.Read(file, bytes, 0)]);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidDataException($"there is no file '{path}'", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new InvalidDataException($"the file '{path}' may not be read by this user, or is a folder", e);
        }
        catch (IOException e)
        {
            throw new InvalidDataException($"the file '{path}' cannot be read ({e.GetType().Name})", e);
        }
    }

    private static string Token(string path, ReadOnlySpan<byte> bytes)
    {
        var token = bytes.Length > Longest ? "" : Encoding.UTF8.GetString(bytes).Trim('\uFEFF', ' ', '\t', '\r', '\n');
        return bytes.Length > Longest ? throw new InvalidDataException($"the file '{path}' is longer than a token may be ({Longest} bytes)")
            : token.Length == 0 ? throw new InvalidDataException($"the file '{path}' is empty")
            : token.Any(c => c is <= ' ' or > '~')
                ? throw new InvalidDataException(
                    $"the file '{path}' holds more than a token, which is one line of printable ASCII characters without blanks")
            : token;
    }
}
