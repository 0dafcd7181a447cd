using System.Diagnostics;
using System.Text.Json;

namespace SparkLoad.Results.Files;

/// <summary>Names the process that writes a run's folder. Process ids are reused, so its start is named as well.</summary>
internal sealed class RunLock : IDisposable
{
    private readonly string _path;

    private RunLock(string path) => _path = path;

    public static RunLock Take(string folder)
    {
        var path = Path.Combine(folder, RunFiles.Lock);
        using var self = Process.GetCurrentProcess();
        File.WriteAllText(path, JsonSerializer.Serialize(new Holder(self.Id, StartOf(self)), ResultsJson.Line));
        return new(path);
    }

    /// <summary>Whether the process that the folder's lock names still lives; false without a readable lock.</summary>
    public static bool IsHeld(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, RunFiles.Lock));
            var holder = JsonSerializer.Deserialize<Holder>(text, ResultsJson.Line);
            using var process = Process.GetProcessById(holder!.ProcessId);
            return !process.HasExited && Math.Abs(StartOf(process) - holder.StartedAt) <= 1;
        }
        catch (Exception e) when (e is IOException or JsonException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    public static void Remove(string folder) => File.Delete(Path.Combine(folder, RunFiles.Lock));

    public void Dispose() => File.Delete(_path);

    /// <summary>To the second: the system derives a process's start from its own uptime, which wavers below that.</summary>
    private static long StartOf(Process process) => new DateTimeOffset(process.StartTime).ToUnixTimeSeconds();

    private sealed record Holder(int ProcessId, long StartedAt);
}
