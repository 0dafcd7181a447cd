using System.Text;

namespace SparkLoad.LivingDoc.Rendering;

/// <summary>Writes a file so that a reader sees the old one or the new one, never a half.</summary>
internal static class FileReplacement
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static async Task WriteAsync(string path, Func<TextWriter, Task> write, CancellationToken cancellationToken)
    {
        // Of this process only: two renderings of one folder must not write into each other's file.
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            await using (var writer = new StreamWriter(temporary, append: false, Utf8, 64 * 1024))
            {
                await write(writer);
            }

            cancellationToken.ThrowIfCancellationRequested();
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
