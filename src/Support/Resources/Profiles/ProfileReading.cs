using System.Text.Json;
using SparkLoad.Results;

namespace SparkLoad.Resources.Profiles;

/// <summary>
/// How a recording gets into the results: SparkLoad.ProfileReader converts it in a process of its own, then its summary is read.
/// </summary>
public static class ProfileReading
{
    /// <summary>Completes what is known of a profile by what its recording holds.</summary>
    /// <param name="recorded">What <see cref="ProfiledMonitor"/> said of it.</param>
    /// <param name="files">Where it lies.</param>
    /// <param name="problem">Why it was not converted; null where it was.</param>
    public static ClientProfile Complete(ClientProfile recorded, ProfileFiles files, string? problem)
    {
        if (problem is not null)
        {
            return recorded with { Note = Join(recorded.Note, problem) };
        }

        try
        {
            using var file = File.OpenRead(files.Summary);
            return JsonSerializer.Deserialize<ClientProfile>(file, ResultsJson.Document) is { } read
                ? read with { Trace = recorded.Trace, Note = Join(recorded.Note, read.Note) }
                : recorded;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return recorded with { Note = Join(recorded.Note, $"The profile's summary cannot be read: {e.Message}") };
        }
    }

    private static string? Join(string? first, string? second) =>
        string.Join(' ', new[] { first, second }.OfType<string>()) is { Length: > 0 } text ? text : null;
}
