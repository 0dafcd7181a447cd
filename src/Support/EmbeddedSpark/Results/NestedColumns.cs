using Apache.Arrow;
using Apache.Arrow.Types;
using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Results;

internal sealed unsafe class StructColumn(IArrowType type, IReadOnlyList<ColumnBuilder> fields) : ColumnBuilder(type)
{
    public override long Bytes => fields.Sum(f => f.Bytes);

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            fields[i].Append(Vectors.DuckDBStructVectorGetChild(vector, i), offset, count);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap) =>
        new(ArrowType, count, nullCount, 0, [validityBitmap], [.. fields.Select(f => f.Finish())]);
}

/// <summary>Lists, and maps, which both sides hold as lists of key-value structs.</summary>
internal sealed unsafe class ListColumn : ColumnBuilder
{
    private readonly ColumnBuilder _element;
    private readonly ArrowBuffer.Builder<int> _offsets = new();

    public ListColumn(IArrowType type, ColumnBuilder element) : base(type)
    {
        _element = element;
        _offsets.Append(0);
    }

    public override long Bytes => _element.Bytes + (4L * _offsets.Length);

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var entries = (DuckDBListEntry*)Vectors.DuckDBVectorGetData(vector);
        var child = Vectors.DuckDBListVectorGetChild(vector);
        for (var row = offset; row < offset + count; row++)
        {
            if (IsValid(mask, row))
            {
                _element.Append(child, (int)entries[row].Offset, (int)entries[row].Length);
            }

            _offsets.Append(_element.Count);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, _offsets.Build()], [_element.Finish()]);
        _offsets.Clear();
        _offsets.Append(0);
        return data;
    }
}

/// <summary>DuckDB's arrays of a fixed size, which Spark only knows as lists.</summary>
internal sealed unsafe class ArrayColumn : ColumnBuilder
{
    private readonly ColumnBuilder _element;
    private readonly int _size;
    private readonly ArrowBuffer.Builder<int> _offsets = new();

    public ArrayColumn(IArrowType type, ColumnBuilder element, int size) : base(type)
    {
        (_element, _size) = (element, size);
        _offsets.Append(0);
    }

    public override long Bytes => _element.Bytes;

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var child = Vectors.DuckDBArrayVectorGetChild(vector);
        for (var row = offset; row < offset + count; row++)
        {
            _element.Append(child, row * _size, _size);
            _offsets.Append(_element.Count);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, _offsets.Build()], [_element.Finish()]);
        _offsets.Clear();
        _offsets.Append(0);
        return data;
    }
}
