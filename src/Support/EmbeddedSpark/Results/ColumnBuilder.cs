using Apache.Arrow;
using Apache.Arrow.Types;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Results;

/// <summary>Collects the values of one column out of DuckDB's vectors and hands them over as an Arrow array.</summary>
internal abstract unsafe class ColumnBuilder(IArrowType arrowType)
{
    private readonly ArrowBuffer.BitmapBuilder _validity = new();
    private int _nulls;

    public int Count { get; private set; }

    /// <summary>Roughly how much memory the collected values take.</summary>
    public abstract long Bytes { get; }

    protected IArrowType ArrowType { get; } = arrowType;

    public void Append(nint vector, int offset, int count)
    {
        var mask = Vectors.DuckDBVectorGetValidity(vector);
        for (var row = offset; row < offset + count; row++)
        {
            var valid = mask is null || (mask[row >> 6] & (1UL << (row & 63))) != 0;
            _validity.Append(valid);
            _nulls += valid ? 0 : 1;
        }

        Count += count;
        AppendValues(vector, offset, count, mask);
    }

    public ArrayData Finish()
    {
        var data = Build(Count, _nulls, _nulls == 0 ? ArrowBuffer.Empty : _validity.Build());
        _validity.Clear();
        (Count, _nulls) = (0, 0);
        return data;
    }

    protected static bool IsValid(ulong* mask, int row) => mask is null || (mask[row >> 6] & (1UL << (row & 63))) != 0;

    protected abstract void AppendValues(nint vector, int offset, int count, ulong* mask);

    /// <summary>Builds the array of everything appended and starts anew.</summary>
    protected abstract ArrayData Build(int count, int nullCount, ArrowBuffer validityBitmap);
}
