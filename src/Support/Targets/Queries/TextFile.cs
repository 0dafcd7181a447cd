using System.Text;

namespace SparkLoad.Targets.Queries;

/// <summary>Reads the text of a file that a team has written.</summary>
internal static class TextFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>Its text with line feeds alone; or why it cannot be read, to be said after its name.</returns>
    public static (string? Text, string? Problem) Read(string path)
    {
        try
        {
            return (Utf8.GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF').ReplaceLineEndings("\n"), null);
        }
        catch (DecoderFallbackException)
        {
            return (null, "the file is not written in UTF-8: save it as that.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, $"the file cannot be read: {e.Message}");
        }
    }
}
