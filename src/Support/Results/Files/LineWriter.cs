using System.Buffers;
using System.Text.Json;
using System.Threading.Channels;

namespace SparkLoad.Results.Files;

/// <summary>
/// A file of JSON lines, written in the background. Each batch is handed to the operating system as soon as
/// it is taken, so a killed process loses what was queued in that moment and nothing older.
/// </summary>
internal sealed class LineWriter<T> : IAsyncDisposable
{
    private readonly Channel<T> _lines = Channel.CreateUnbounded<T>(new() { SingleReader = true });
    private readonly string _path;
    private readonly FileStream _file;
    private readonly Task _writing;
    private readonly CancellationTokenSource _broken;
    private volatile Exception? _failure;

    /// <param name="path">The file.</param>
    /// <param name="broken">Cancelled when a line could not be written.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be written.</exception>
    public LineWriter(string path, CancellationTokenSource broken)
    {
        (_path, _broken) = (path, broken);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0, useAsync: true);
        _writing = Task.Run(WriteAllAsync);
    }

    /// <summary>Queues a line; never waits and never throws.</summary>
    public void Write(T line) => _lines.Writer.TryWrite(line);

    /// <exception cref="RunFolderException">A line could not be written.</exception>
    public void ThrowIfBroken()
    {
        if (_failure is { } failure)
        {
            throw new RunFolderException($"\"{_path}\" cannot be written any more ({failure.Message}), so the run cannot go on.", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _lines.Writer.TryComplete();
        await _writing.ConfigureAwait(false);
        await _file.DisposeAsync().ConfigureAwait(false);
    }

    private async Task WriteAllAsync()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        await using var json = new Utf8JsonWriter(buffer, new() { Encoder = ResultsJson.Line.Encoder });
        try
        {
            while (await _lines.Reader.WaitToReadAsync().ConfigureAwait(false))
            {
                while (buffer.WrittenCount < 1 << 20 && _lines.Reader.TryRead(out var line))
                {
                    json.Reset();
                    JsonSerializer.Serialize(json, line, ResultsJson.Line);
                    buffer.Write("\n"u8);
                }

                await _file.WriteAsync(buffer.WrittenMemory).ConfigureAwait(false);
                buffer.ResetWrittenCount();
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _failure = e;
            await _broken.CancelAsync().ConfigureAwait(false);
        }
    }
}
