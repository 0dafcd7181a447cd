namespace SparkLoad.SparkConnect.Results;

internal enum IpcMessageKind
{
    None = 0,
    Schema = 1,
    DictionaryBatch = 2,
    RecordBatch = 3,
}

/// <summary>The metadata of one message of an Arrow IPC stream, as far as it must be known before anything is decoded.</summary>
internal readonly ref struct IpcMessage
{
    private const int KindField = 1;
    private const int HeaderField = 2;
    private const int BodyLengthField = 3;
    private const int RowsField = 0;

    private IpcMessage(IpcMessageKind kind, long bodyLength, FlatTable header)
    {
        Kind = kind;
        BodyLength = bodyLength;
        Header = header;
    }

    public IpcMessageKind Kind { get; }

    public long BodyLength { get; }

    /// <summary>The schema or record batch.</summary>
    public FlatTable Header { get; }

    public long Rows => Kind == IpcMessageKind.RecordBatch ? NotNegative(Header.Int64(RowsField), "rows") : 0;

    /// <exception cref="InvalidDataException">The metadata is malformed.</exception>
    public static IpcMessage Read(ReadOnlySpan<byte> metadata)
    {
        var message = FlatTable.Root(metadata);
        var kind = (IpcMessageKind)message.Byte(KindField);
        if (kind is not (IpcMessageKind.Schema or IpcMessageKind.DictionaryBatch or IpcMessageKind.RecordBatch))
        {
            throw new InvalidDataException($"An Arrow message has the unexpected kind {(int)kind}.");
        }

        return new IpcMessage(kind, NotNegative(message.Int64(BodyLengthField), "bytes"), message.Table(HeaderField));
    }

    private static long NotNegative(long value, string of) =>
        value >= 0 ? value : throw new InvalidDataException($"An Arrow message claims {value} {of}.");
}
