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
    private readonly ColumnBuilder element;
    private readonly ArrowBuffer.Builder<int> offsets = new();

    public ListColumn(IArrowType type, ColumnBuilder element) : base(type)
    {
        this.element = element;
        offsets.Append(0);
    }

    public override long Bytes => element.Bytes + (4L * offsets.Length);

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var entries = (DuckDBListEntry*)Vectors.DuckDBVectorGetData(vector);
        var child = Vectors.DuckDBListVectorGetChild(vector);
        for (var row = offset; row < offset + count; row++)
        {
            if (IsValid(mask, row))
            {
                element.Append(child, (int)entries[row].Offset, (int)entries[row].Length);
            }

            offsets.Append(element.Count);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, offsets.Build()], [element.Finish()]);
        offsets.Clear();
        offsets.Append(0);
        return data;
    }
}

/// <summary>DuckDB's arrays of a fixed size, which Spark only knows as lists.</summary>
internal sealed unsafe class ArrayColumn : ColumnBuilder
{
    private readonly ColumnBuilder element;
    private readonly int size;
    private readonly ArrowBuffer.Builder<int> offsets = new();

    public ArrayColumn(IArrowType type, ColumnBuilder element, int size) : base(type)
    {
        (this.element, this.size) = (element, size);
        offsets.Append(0);
    }

    public override long Bytes => element.Bytes;

    protected override void AppendValues(nint vector, int offset, int count, ulong* mask)
    {
        var child = Vectors.DuckDBArrayVectorGetChild(vector);
        for (var row = offset; row < offset + count; row++)
        {
            element.Append(child, row * size, size);
            offsets.Append(element.Count);
        }
    }

    protected override ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap)
    {
        var data = new ArrayData(ArrowType, count, nullCount, 0, [validityBitmap, offsets.Build()], [element.Finish()]);
        offsets.Clear();
        offsets.Append(0);
        return data;
    }
}
