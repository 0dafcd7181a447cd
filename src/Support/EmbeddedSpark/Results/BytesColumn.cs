using Apache.Arrow;
using Apache.Arrow.Types;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Results;

/// <summary>Text and binary values. DuckDB keeps up to 12 bytes in the value itself, longer ones behind a pointer.</summary>
internal sealed unsafe class BytesColumn : ColumnBuilder
{
    private const int ValueSize = 16;
    private const int InlineLimit = 12;
    private const int PointerOffset = 8;

    private readonly ArrowBuffer.Builder<int> _offsets = new();
    private readonly ArrowBuffer.Builder<byte> _bytes = new();

    public BytesColumn(IArrowType type) : base(type) => _offsets.Append(0);

    public override long Bytes => _bytes.Length + (4L * _offsets.Length);

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var source = (byte*)Vectors.DuckDBVectorGetData(vector);
        for (var row = offset; row < offset + count; row++)
        {
            if (IsValid(mask, row))
            {
                var value = source + ((long)row * ValueSize);
                var length = *(int*)value;
                var start = length <= InlineLimit ? value + sizeof(int) : *(byte**)(value + PointerOffset);
                _bytes.Append(new ReadOnlySpan<byte>(start, length));
            }

            _offsets.Append(_bytes.Length);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, _offsets.Build(), _bytes.Build()]);
        _offsets.Clear();
        _offsets.Append(0);
        _bytes.Clear();
        return data;
    }
}
