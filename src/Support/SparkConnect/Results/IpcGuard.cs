using System.Buffers.Binary;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Looks through an Arrow IPC stream before it is decoded: every length must lie within the bytes that came, nesting and
/// field count must be sane, and what compressed buffers claim to become must stay under the limit. So hostile or damaged
/// bytes end in one exception and not in a huge allocation or a stack overflow.
/// </summary>
internal static class IpcGuard
{
    private const int DeepestNesting = 100;
    private const int MostFields = 100_000;
    private const int FieldsOfSchema = 1;
    private const int ChildrenOfField = 5;
    private const int NodesOfBatch = 1;
    private const int BuffersOfBatch = 2;
    private const int CompressionOfBatch = 3;

    /// <returns>Rows of all record batches.</returns>
    /// <exception cref="InvalidDataException">The stream must not be decoded.</exception>
    public static long Check(ReadOnlySpan<byte> stream, long maxDecoded)
    {
        long rows = 0;
        long decoded = 0;
        var described = false;
        while (NextMessage(ref stream, out var metadata))
        {
            var message = IpcMessage.Read(metadata);
            if (message.BodyLength > stream.Length)
            {
                throw new InvalidDataException(
                    $"An Arrow message claims a body of {message.BodyLength} bytes where {stream.Length} are left.");
            }

            var body = stream[..(int)message.BodyLength];
            stream = stream[(int)message.BodyLength..];
            switch (message.Kind)
            {
                // What follows a schema that claims a body, or stands in its place, the decoder would read as another message, unchecked.
                case IpcMessageKind.Schema when message.BodyLength > 0:
                    throw new InvalidDataException($"An Arrow schema claims a body of {message.BodyLength} bytes.");
                case IpcMessageKind.RecordBatch when !described:
                    throw new InvalidDataException("An Arrow batch comes before its schema.");
                case IpcMessageKind.Schema:
                    described = true;
                    var fields = 0;
                    CheckFields(message.Header, FieldsOfSchema, 0, ref fields);
                    break;
                case IpcMessageKind.RecordBatch:
                    CheckBatch(message.Header, body, maxDecoded, ref decoded);
                    rows += message.Rows;
                    break;
                default:
                    throw new InvalidDataException("An Arrow batch holds a dictionary, which Spark never sends.");
            }
        }

        return described ? rows : throw new InvalidDataException("An Arrow stream has no schema.");
    }

    private static bool NextMessage(ref ReadOnlySpan<byte> stream, out ReadOnlySpan<byte> metadata)
    {
        metadata = default;
        if (stream.Length == 0)
        {
            return false;
        }

        var length = ReadLength(ref stream);
        if (length == uint.MaxValue)
        {
            length = ReadLength(ref stream);
        }

        if (length == 0)
        {
            return false;
        }

        if (length > stream.Length)
        {
            throw new InvalidDataException($"An Arrow message claims {length} bytes of metadata where {stream.Length} are left.");
        }

        metadata = stream[..(int)length];
        stream = stream[(int)length..];
        return true;
    }

    private static uint ReadLength(ref ReadOnlySpan<byte> stream)
    {
        if (!BinaryPrimitives.TryReadUInt32LittleEndian(stream, out var length))
        {
            throw new InvalidDataException("An Arrow stream ends within a length.");
        }

        stream = stream[sizeof(uint)..];
        return length;
    }

    private static void CheckFields(FlatTable parent, int vector, int depth, ref int seen)
    {
        var count = parent.Count(vector, sizeof(uint));
        seen += count;
        if (depth > DeepestNesting || seen > MostFields)
        {
            throw new InvalidDataException($"An Arrow schema has over {MostFields} fields or is nested over {DeepestNesting} deep.");
        }

        for (var i = 0; i < count; i++)
        {
            CheckFields(parent.Table(vector, i), ChildrenOfField, depth + 1, ref seen);
        }
    }

    private static void CheckBatch(FlatTable batch, ReadOnlySpan<byte> body, long maxDecoded, ref long decoded)
    {
        var nodes = batch.Count(NodesOfBatch, 2 * sizeof(long));
        for (var i = 0; i < nodes; i++)
        {
            var (length, nulls) = batch.Pair(NodesOfBatch, i);
            if (length is < 0 or > int.MaxValue || nulls < 0 || nulls > length)
            {
                throw new InvalidDataException($"An Arrow column claims {length} values, {nulls} of them null.");
            }
        }

        var compressed = batch.Has(CompressionOfBatch);
        var buffers = batch.Count(BuffersOfBatch, 2 * sizeof(long));
        for (var i = 0; i < buffers; i++)
        {
            var (offset, length) = batch.Pair(BuffersOfBatch, i);
            if (offset < 0 || length < 0 || offset > body.Length || length > body.Length - offset)
            {
                throw new InvalidDataException("An Arrow buffer lies outside its message.");
            }

            if (compressed && length > 0)
            {
                var claimed = length >= sizeof(long) ? BinaryPrimitives.ReadInt64LittleEndian(body[(int)offset..]) : -2;
                if (claimed < -1)
                {
                    throw new InvalidDataException("An Arrow buffer's uncompressed length is malformed.");
                }

                decoded += Math.Max(claimed, 0);
                if (claimed > maxDecoded || decoded > maxDecoded)
                {
                    throw new InvalidDataException(
                        $"An Arrow batch becomes longer than the limit of {maxDecoded} bytes (MaxBatchSize) when decompressed.");
                }
            }
        }
    }
}
