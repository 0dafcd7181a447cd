using System.Text;

namespace SparkLoad.Results.Files;

/// <summary>Replaces a file as a whole: a reader sees the old content or the new, never half of it.</summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static void Write(string path, string content) => Replace(path, next => File.WriteAllText(next, content));

    public static void WriteLines(string path, IEnumerable<string> lines) => Replace(path, next => File.WriteAllLines(next, lines));

    /// <param name="path">The file.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="cancellationToken">Leaves the old content.</param>
    public static async Task WriteAsync(string path, Func<TextWriter, Task> write, CancellationToken cancellationToken)
    {
        var next = Next(path);
        try
        {
            var writer = new StreamWriter(next, append: false, Utf8, 64 * 1024);
            await using (writer.ConfigureAwait(false))
            {
                await write(writer).ConfigureAwait(false);
            }

            cancellationToken.ThrowIfCancellationRequested();
            Move(next, path);
        }
        finally
        {
            File.Delete(next);
        }
    }

    private static void Replace(string path, Action<string> write)
    {
        var next = Next(path);
        try
        {
            write(next);
            Move(next, path);
        }
        finally
        {
            File.Delete(next);
        }
    }

    private static void Move(string next, string path)
    {
        try
        {
            File.Move(next, path, overwrite: true);
        }
        catch (Exception e) when (OperatingSystem.IsWindows() && e is IOException or UnauthorizedAccessException)
        {
            // Windows moves nothing to where another program has a file open, such as a browser; its content can still be replaced.
            File.Copy(next, path, overwrite: true);
        }
    }

    // Of this process only: two that write one file must not write into each other's.
    private static string Next(string path) => $"{path}.{Environment.ProcessId}.tmp";
}
