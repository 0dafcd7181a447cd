using System.Buffers;
using Grpc.Core;

namespace SparkLoad.SparkConnect.Transport;

/// <summary>
/// One ExecutePlanResponse. Arrow data is copied once, into a pooled array; metrics, progress and schema are kept as bytes
/// and only where somebody wants them, so that a small answer costs little.
/// </summary>
internal sealed class ExecuteResponse
{
    public static readonly Marshaller<ExecuteResponse> Marshaller = new(Refuse, context => Read(context, detailed: false));

    public static readonly Marshaller<ExecuteResponse> DetailedMarshaller = new(Refuse, context => Read(context, detailed: true));

    private byte[]? _rented;

    public string SessionId { get; private set; } = "";

    public string ServerSideSessionId { get; private set; } = "";

    public string OperationId { get; private set; } = "";

    public string ResponseId { get; private set; } = "";

    public bool HasArrowBatch { get; private set; }

    public bool IsComplete { get; private set; }

    public long RowCount { get; private set; }

    public long? StartOffset { get; private set; }

    public long ChunkIndex { get; private set; }

    /// <summary>1 where the batch came whole.</summary>
    public long ChunkCount { get; private set; } = 1;

    /// <summary>Arrow data; valid until <see cref="Recycle"/>.</summary>
    public ReadOnlyMemory<byte> Data { get; private set; }

    public byte[]? Schema { get; private set; }

    public byte[]? Metrics { get; private set; }

    public byte[]? Progress { get; private set; }

    /// <summary>Gives the Arrow data's memory back.</summary>
    public void Recycle()
    {
        if (_rented is { } rented)
        {
            _rented = null;
            Data = default;
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    internal static ExecuteResponse Parse(ReadOnlySpan<byte> message, bool detailed)
    {
        var response = new ExecuteResponse();
        var reader = new ProtoReader(message);
        try
        {
            while (reader.Next())
            {
                if (!reader.IsBytes)
                {
                    reader.Skip();
                    continue;
                }

                response.Take(reader.Field, reader.ReadBytes(), detailed);
            }
        }
        catch
        {
            response.Recycle();
            throw;
        }

        return response;
    }

    private void Take(int field, ReadOnlySpan<byte> value, bool detailed)
    {
        switch (field)
        {
            case 1:
                SessionId = KnownText.Get(value);
                break;
            case 2:
                TakeBatch(value);
                break;
            case 4 when detailed:
                Metrics = value.ToArray();
                break;
            case 7 when detailed:
                Schema = value.ToArray();
                break;
            case 12:
                OperationId = KnownText.Get(value);
                break;
            case 13:
                ResponseId = System.Text.Encoding.UTF8.GetString(value);
                break;
            case 14:
                IsComplete = true;
                break;
            case 15:
                ServerSideSessionId = KnownText.Get(value);
                break;
            case 18 when detailed:
                Progress = value.ToArray();
                break;
        }
    }

    private void TakeBatch(ReadOnlySpan<byte> message)
    {
        HasArrowBatch = true;
        var reader = new ProtoReader(message);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1 when reader.IsVarint:
                    RowCount = (long)reader.ReadVarint();
                    break;
                case 2 when reader.IsBytes:
                    TakeData(reader.ReadBytes());
                    break;
                case 3 when reader.IsVarint:
                    StartOffset = (long)reader.ReadVarint();
                    break;
                case 4 when reader.IsVarint:
                    ChunkIndex = (long)reader.ReadVarint();
                    break;
                case 5 when reader.IsVarint:
                    ChunkCount = (long)reader.ReadVarint();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private void TakeData(ReadOnlySpan<byte> data)
    {
        Recycle();
        _rented = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(_rented);
        Data = _rented.AsMemory(0, data.Length);
    }

    private static ExecuteResponse Read(DeserializationContext context, bool detailed)
    {
        var payload = context.PayloadAsReadOnlySequence();
        return Parse(payload.IsSingleSegment ? payload.FirstSpan : payload.ToArray(), detailed);
    }

    private static void Refuse(ExecuteResponse response, SerializationContext context) =>
        throw new NotSupportedException("Responses are only received.");
}
