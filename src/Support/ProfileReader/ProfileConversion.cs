using System.Text.Json;
using SparkLoad.Resources.Profiles;
using SparkLoad.Results;

namespace SparkLoad.ProfileReader;

/// <summary>Makes of a recording what people and the results can use, in files next to it.</summary>
internal static class ProfileConversion
{
    /// <param name="trace">Path of a recording.</param>
    /// <exception cref="ProfileException">It cannot be read, or the files cannot be written; the message says so.</exception>
    public static void Convert(string trace)
    {
        if (!trace.EndsWith(ProfileEndings.Trace, StringComparison.Ordinal) || !File.Exists(trace))
        {
            throw new ProfileException($"There is no recording '{trace}': name a {ProfileEndings.Trace} file.");
        }

        var stem = trace[..^ProfileEndings.Trace.Length];
        var recorded = TraceReader.Read(trace);
        try
        {
            SpeedscopeFile.Write(stem + ProfileEndings.Speedscope, recorded);
            File.WriteAllText(stem + ProfileEndings.Summary, JsonSerializer.Serialize(ProfileSummary.Of(recorded), ResultsJson.Document));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProfileException($"The profile cannot be written: {e.Message}", e);
        }
    }
}
