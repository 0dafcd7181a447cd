using System.Buffers;
using System.Text.Json;

namespace SparkLoad.Results.Files;

/// <summary>
/// Reads a file of JSON lines that may still grow: each reading goes on where the last one ended, so that a page
/// rendered again during a run costs only what is new. A line without its end is left for the next reading.
/// </summary>
public sealed class LineReader<T>(string path)
    where T : class
{
    private const int BufferSize = 256 * 1024;
    private long _position;

    /// <summary>Lines that are not JSON of this kind, a torn last line not among them.</summary>
    public int Damaged { get; private set; }

    /// <summary>Hands over what has come since the last reading; nothing where there is no file.</summary>
    public void ReadNew(Action<T> take)
    {
        if (!File.Exists(path))
        {
            return;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        stream.Seek(_position, SeekOrigin.Begin);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var held = 0;
        try
        {
            while (stream.Read(buffer, held, buffer.Length - held) is > 0 and var read)
            {
                held += read;
                var used = TakeLines(buffer.AsSpan(0, held), take);
                _position += used;
                held -= used;
                buffer.AsSpan(used, held).CopyTo(buffer);
                if (held == buffer.Length)
                {
                    buffer = Grow(buffer);
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private int TakeLines(ReadOnlySpan<byte> bytes, Action<T> take)
    {
        var used = 0;
        while (bytes[used..].IndexOf((byte)'\n') is >= 0 and var length)
        {
            Take(bytes.Slice(used, length).Trim(" \r\t"u8), take);
            used += length + 1;
        }

        return used;
    }

    private void Take(ReadOnlySpan<byte> line, Action<T> take)
    {
        if (line.IsEmpty)
        {
            return;
        }

        try
        {
            if (JsonSerializer.Deserialize<T>(line, ResultsJson.Line) is { } value)
            {
                take(value);
                return;
            }
        }
        catch (JsonException)
        {
            // Counted below; one bad line must not hide the others.
        }

        Damaged++;
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
