using System.Text.Json;

namespace SparkLoad.Resources.Tests.Profiles;

/// <summary>What speedscope's file format demands of a sampled profile (its file-format-schema.json).</summary>
internal static class Speedscope
{
    /// <returns>What is wrong; nothing where all is well.</returns>
    public static IEnumerable<string> Check(JsonElement file)
    {
        if (file.GetProperty("$schema").GetString() != "https://www.speedscope.app/file-format-schema.json")
        {
            yield return "schema";
        }

        var frames = file.GetProperty("shared").GetProperty("frames");
        if (frames.EnumerateArray().Any(frame => string.IsNullOrEmpty(frame.GetProperty("name").GetString())))
        {
            yield return "a frame without a name";
        }

        foreach (var profile in file.GetProperty("profiles").EnumerateArray())
        {
            var samples = profile.GetProperty("samples").EnumerateArray().ToList();
            var weights = profile.GetProperty("weights").EnumerateArray().Select(weight => weight.GetDouble()).ToList();
            if (profile.GetProperty("type").GetString() != "sampled"
                || string.IsNullOrEmpty(profile.GetProperty("name").GetString())
                || profile.GetProperty("unit").GetString() != "milliseconds")
            {
                yield return "type, name or unit";
            }

            if (samples.Count != weights.Count)
            {
                yield return $"{samples.Count} samples, {weights.Count} weights";
            }

            if (samples.SelectMany(stack => stack.EnumerateArray()).Any(frame => frame.GetInt32() < 0 || frame.GetInt32() >= frames.GetArrayLength()))
            {
                yield return "a sample names a frame that is not there";
            }

            var length = profile.GetProperty("endValue").GetDouble() - profile.GetProperty("startValue").GetDouble();
            if (weights.Any(weight => weight < 0) || Math.Abs(weights.Sum() - length) > 1e-6 * Math.Max(1, length))
            {
                yield return $"weights of {weights.Sum()} in all, values of {length}";
            }
        }
    }
}
