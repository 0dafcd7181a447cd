namespace SparkLoad.BundledRunner.Messages;

/// <summary>The media type of an attached file, by the end of its name.</summary>
internal static class MediaTypes
{
    public const string Log = "text/x.cucumber.log+plain";

    public static string Of(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".SVG" => "image/svg+xml",
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".HTML" or ".HTM" => "text/html",
        ".MD" => "text/markdown",
        ".CSV" => "text/csv",
        ".TXT" or ".LOG" => "text/plain",
        ".JSON" => "application/json",
        ".NDJSON" => "application/x-ndjson",
        _ => "application/octet-stream",
    };
}
