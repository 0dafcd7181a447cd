using Apache.Arrow;
using Apache.Arrow.Types;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Results;

/// <summary>Values that Arrow lays out exactly as DuckDB does.</summary>
internal sealed unsafe class FixedWidthColumn<T>(IArrowType type) : ColumnBuilder(type)
    where T : unmanaged
{
    private readonly ArrowBuffer.Builder<T> _values = new();

    public override long Bytes => (long)_values.Length * sizeof(T);

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask) =>
        _values.Append(new ReadOnlySpan<T>((T*)Vectors.DuckDBVectorGetData(vector) + offset, count));

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, _values.Build()]);
        _values.Clear();
        return data;
    }
}

/// <summary>Values that Arrow holds in another width: unsigned ones, sums, decimals, intervals.</summary>
internal sealed unsafe class ConvertedColumn<TFrom, TTo>(IArrowType type, Func<TFrom, TTo> convert) : ColumnBuilder(type)
    where TFrom : unmanaged
    where TTo : unmanaged
{
    private readonly ArrowBuffer.Builder<TTo> _values = new();

    public override long Bytes => (long)_values.Length * sizeof(TTo);

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var source = (TFrom*)Vectors.DuckDBVectorGetData(vector);
        for (var row = offset; row < offset + count; row++)
        {
            _values.Append(IsValid(mask, row) ? convert(source[row]) : default);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, _values.Build()]);
        _values.Clear();
        return data;
    }
}

/// <summary>DuckDB has a byte for each boolean, Arrow a bit.</summary>
internal sealed unsafe class BooleanColumn() : ColumnBuilder(BooleanType.Default)
{
    private readonly ArrowBuffer.BitmapBuilder _values = new();

    public override long Bytes => _values.Length / 8;

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var source = (byte*)Vectors.DuckDBVectorGetData(vector);
        for (var row = offset; row < offset + count; row++)
        {
            _values.Append(source[row] != 0);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, _values.Build()]);
        _values.Clear();
        return data;
    }
}

/// <summary>A column of nothing but nulls, which has no buffers.</summary>
internal sealed unsafe class NullColumn() : ColumnBuilder(NullType.Default)
{
    public override long Bytes => 0;

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap) => new(ArrowType, count, count, 0, []);
}
