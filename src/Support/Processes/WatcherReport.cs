using System.Globalization;

namespace SparkLoad.Processes;

/// <summary>The first line on a watcher's standard output; all that follows is the child's.</summary>
internal static class WatcherReport
{
    private const string StartedPrefix = "sparkload-watch started ";
    private const string FailedPrefix = "sparkload-watch failed ";

    public static string Started(int processId) => string.Create(CultureInfo.InvariantCulture, $"{StartedPrefix}{processId}");

    public static string Failed(string reason) => FailedPrefix + reason.ReplaceLineEndings(" ");

    /// <returns>The child's process id, or null with the reason why there is none.</returns>
    public static (int? ProcessId, string? Reason) Read(string? line)
    {
        if (line is not null && line.StartsWith(StartedPrefix, StringComparison.Ordinal))
        {
            return (int.Parse(line.AsSpan(StartedPrefix.Length), CultureInfo.InvariantCulture), null);
        }

        return (null, line is not null && line.StartsWith(FailedPrefix, StringComparison.Ordinal)
            ? line[FailedPrefix.Length..]
            : "its watcher did not start");
    }
}
