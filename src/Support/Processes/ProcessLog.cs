using System.Text;

namespace SparkLoad.Processes;

/// <summary>A process's output: a file of bounded size, and the last lines for messages.</summary>
internal sealed class ProcessLog : IDisposable
{
    public const int TailLines = 20;
    private const int LongestLine = 8 * 1024;

    private readonly Lock _gate = new();
    private readonly Queue<string> _tail = new(TailLines);
    private readonly StreamWriter _file;
    private readonly long _limit;
    private long _written;
    private bool _closed;

    /// <param name="path">The file; its folder is created, an earlier file is replaced.</param>
    /// <param name="limit">Characters that the file takes. What comes later only passes through the tail.</param>
    public ProcessLog(string path, long limit = 16 * 1024 * 1024)
    {
        _limit = limit;
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        _file = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8)
        {
            AutoFlush = true,
        };
    }

    public string Path { get; }

    /// <summary>The last lines, oldest first.</summary>
    public string Tail
    {
        get
        {
            lock (_gate)
            {
                return string.Join('\n', _tail);
            }
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            if (_tail.Count == TailLines)
            {
                _tail.Dequeue();
            }

            _tail.Enqueue(line.Length <= LongestLine ? line : line[..LongestLine]);
            if (!_closed && _written <= _limit)
            {
                _written += line.Length + 1;
                _file.WriteLine(_written <= _limit ? line : $"The log is full at {_limit} characters; the process goes on.");
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _closed = true;
            _file.Dispose();
        }
    }
}
