using System.Text.Json;

namespace SparkLoad.ProfileReader.Tests;

/// <summary>What speedscope's file format demands of an evented profile (its file-format-schema.json), and what one holds.</summary>
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

        if (file.GetProperty("profiles").GetArrayLength() == 0)
        {
            yield return "no profile";
        }

        foreach (var profile in file.GetProperty("profiles").EnumerateArray())
        {
            if (profile.GetProperty("type").GetString() != "evented"
                || string.IsNullOrEmpty(profile.GetProperty("name").GetString())
                || profile.GetProperty("unit").GetString() != "milliseconds")
            {
                yield return "type, name or unit";
            }

            var at = profile.GetProperty("startValue").GetDouble();
            var open = new Stack<int>();
            foreach (var (opens, frame, time) in Events(profile))
            {
                if (time < at || frame < 0 || frame >= frames.GetArrayLength())
                {
                    yield return $"frame {frame} at {time}, after {at}";
                }

                at = time;
                if (opens)
                {
                    open.Push(frame);
                }
                else if (!open.TryPop(out var opened) || opened != frame)
                {
                    yield return $"frame {frame} is closed at {time}, but is not the innermost one that is open";
                }
            }

            if (open.Count > 0 || at > profile.GetProperty("endValue").GetDouble())
            {
                yield return $"{open.Count} frames are open at the end, {at}";
            }
        }
    }

    /// <summary>Milliseconds of each frame, those of its callees included; a frame that calls itself counts each time.</summary>
    public static IReadOnlyDictionary<string, double> Times(JsonElement file)
    {
        var names = file.GetProperty("shared").GetProperty("frames").EnumerateArray()
            .Select(frame => frame.GetProperty("name").GetString()!)
            .ToList();
        var times = names.ToDictionary(name => name, _ => 0.0);
        foreach (var (opens, frame, at) in file.GetProperty("profiles").EnumerateArray().SelectMany(Events))
        {
            times[names[frame]] += opens ? -at : at;
        }

        return times;
    }

    private static IEnumerable<(bool Opens, int Frame, double At)> Events(
        JsonElement profile) => profile.GetProperty("events").EnumerateArray()
        .Select(
            one => (one.GetProperty("type").GetString() == "O", one.GetProperty("frame").GetInt32(), one.GetProperty("at").GetDouble()));
}
