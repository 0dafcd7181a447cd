using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cucumber.Messages;
using Io.Cucumber.Messages.Types;

namespace SparkLoad.BundledRunner.Messages;

/// <summary>Writes Cucumber Messages, one a line, each on disk before the next step runs.</summary>
internal sealed class MessageWriter(Stream stream) : IDisposable
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new SchemaEnums() },
    };

    private readonly Lock _lock = new();

    public void Write(Envelope message)
    {
        lock (_lock)
        {
            JsonSerializer.Serialize(stream, message, s_json);
            stream.WriteByte((byte)'\n');
            stream.Flush();
        }
    }

    public void Dispose() => stream.Dispose();

    public static Timestamp Now() => Converters.ToTimestamp(DateTime.UtcNow);

    /// <summary>The schema's words for its enumerations, which the package keeps in a class beside each.</summary>
    private sealed class SchemaEnums : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(Words<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class Words<T> : JsonConverter<T>
        where T : struct, Enum
    {
        private static readonly MethodInfo s_word = typeof(T).Assembly.GetType($"{typeof(T).FullName}Extensions")!.GetMethod("Value")!;

        private readonly Dictionary<T, string> _words =
            Enum.GetValues<T>().ToDictionary(value => value, value => (string)s_word.Invoke(null, [value])!);

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException("Messages are only written.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(_words[value]);
    }
}
