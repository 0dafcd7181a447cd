using Google.Protobuf;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>
/// Reads messages that hold a schema. Protobuf's own limit of 100 is reached by 50 arrays within each other, which Spark can have.
/// </summary>
internal static class DeepMessages
{
    /// <summary>As deep as a Spark server reads; far from what a stack holds.</summary>
    private const int Deepest = 1024;

    /// <exception cref="InvalidDataException">It is malformed, or nested more deeply. Protobuf's own exception would look like one of the
    /// connection.</exception>
    public static T Read<T>(MessageParser<T> parser, byte[] message)
        where T : class, IMessage<T>
    {
        try
        {
            using var input = CodedInputStream.CreateWithLimits(new MemoryStream(message, writable: false), int.MaxValue, Deepest);
            return parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new InvalidDataException(
                $"The server's message cannot be read: it is malformed, or its schema is nested over {Deepest / 2} levels deep.", e);
        }
    }
}
