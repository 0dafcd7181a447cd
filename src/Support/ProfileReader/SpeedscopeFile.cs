using System.Text.Json;

namespace SparkLoad.ProfileReader;

/// <summary>
/// Writes the samples for speedscope.app, by its file format: frames once, then a stack and a weight for each sample.
/// </summary>
internal static class SpeedscopeFile
{
    private const string Schema = "https://www.speedscope.app/file-format-schema.json";

    // Beyond this a browser becomes slow, and time order tells nobody anything.
    private const int MostInOrderOfTime = 50_000;

    public static void Write(Stream stream, RecordedTrace trace, string name)
    {
        var frames = new FrameNumbers();
        var stacks = trace.Stacks.Select(stack => stack.Select(frames.Of).ToArray()).ToList();
        var (samples, order) = InOrder(trace.Samples);
        var weight = trace.IntervalMs ?? 1;
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("$schema", Schema);
        json.WriteString("name", name);
        json.WriteString("exporter", "SparkLoad.Specs");
        json.WriteNumber("activeProfileIndex", 0);
        json.WriteStartObject("shared");
        WriteFrames(json, frames.All);
        json.WriteEndObject();
        json.WriteStartArray("profiles");
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", $"running managed code of all threads, {order}");
        json.WriteString("unit", "milliseconds");
        json.WriteNumber("startValue", 0);
        json.WriteNumber("endValue", samples.Sum(sample => sample.Count * weight));
        WriteSamples(json, samples, stacks, weight);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static (IReadOnlyList<(int Stack, int Count)> Samples, string Order) InOrder(IReadOnlyList<int> samples) =>
        samples.Count <= MostInOrderOfTime
            ? ([.. samples.Select(stack => (stack, 1))], "in order of time")
            : ([.. samples.CountBy(stack => stack).Select(stack => (stack.Key, stack.Value))], "each stack once, in no order of time");

    private static void WriteFrames(Utf8JsonWriter json, IReadOnlyList<Frame> frames)
    {
        json.WriteStartArray("frames");
        foreach (var frame in frames)
        {
            json.WriteStartObject();
            json.WriteString("name", frame.Name);
            if (frame.Module.Length > 0)
            {
                json.WriteString("file", frame.Module);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteSamples(Utf8JsonWriter json, IReadOnlyList<(int Stack, int Count)> samples, List<int[]> stacks, double weight)
    {
        json.WriteStartArray("samples");
        foreach (var (stack, _) in samples)
        {
            json.WriteStartArray();
            Array.ForEach(stacks[stack], json.WriteNumberValue);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var (_, count) in samples)
        {
            json.WriteNumberValue(count * weight);
        }

        json.WriteEndArray();
    }

    private sealed class FrameNumbers
    {
        private readonly Dictionary<Frame, int> _numbers = [];

        public IReadOnlyList<Frame> All => [.. _numbers.Keys];

        public int Of(Frame frame)
        {
            if (!_numbers.TryGetValue(frame, out var number))
            {
                number = _numbers.Count;
                _numbers.Add(frame, number);
            }

            return number;
        }
    }
}
