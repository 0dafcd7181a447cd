namespace SparkLoad.LoadEngine.Measures;

internal static class Words
{
    /// <summary>The text with one blank between words and none around them.</summary>
    public static string Of(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
