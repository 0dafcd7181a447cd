using System.Text;

namespace SparkLoad.Targets.Processes;

/// <summary>A process's output: a file of bounded size, and the last lines for messages.</summary>
internal sealed class ProcessLog : IDisposable
{
    public const int TailLines = 20;
    private const int LongestLine = 8 * 1024;

    private readonly Lock gate = new();
    private readonly Queue<string> tail = new(TailLines);
    private readonly StreamWriter file;
    private readonly long limit;
    private long written;
    private bool closed;

    /// <param name="path">The file; its folder is created, an earlier file is replaced.</param>
    /// <param name="limit">Characters that the file takes. What comes later only passes through the tail.</param>
    public ProcessLog(string path, long limit = 16 * 1024 * 1024)
    {
        this.limit = limit;
        Path = path;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))!);
        file = new(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete), Encoding.UTF8)
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
            lock (gate)
            {
                return string.Join('\n', tail);
            }
        }
    }

    public void Add(string line)
    {
        lock (gate)
        {
            if (tail.Count == TailLines)
            {
                tail.Dequeue();
            }

            tail.Enqueue(line.Length <= LongestLine ? line : line[..LongestLine]);
            if (!closed && written <= limit)
            {
                written += line.Length + 1;
                file.WriteLine(written <= limit ? line : $"The log is full at {limit} characters; the process goes on.");
            }
        }
    }

    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            file.Dispose();
        }
    }
}
