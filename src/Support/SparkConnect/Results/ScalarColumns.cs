using System.Data.SqlTypes;
using System.Runtime.InteropServices;
using System.Text;
using Apache.Arrow;

namespace SparkLoad.SparkConnect.Results;

internal delegate ReadOnlySpan<byte> BytesOfRow(int row);

internal sealed class FixedColumn<T>(PrimitiveArray<T> values, Func<T, object> box, Func<T, long> widen) : ColumnReader(values)
    where T : struct, IEquatable<T>
{
    public override long GetInt64(int row) => widen(values.Values[row]);

    protected override object Read(int row) => box(values.Values[row]);
}

internal sealed class FloatColumn<T>(PrimitiveArray<T> values, Func<T, double> widen) : ColumnReader(values)
    where T : struct, IEquatable<T>
{
    public override double GetDouble(int row) => widen(values.Values[row]);

    protected override object Read(int row) => values.Values[row];
}

internal sealed class IntervalColumn<T>(PrimitiveArray<T> values, Func<T, object> box) : ColumnReader(values)
    where T : struct, IEquatable<T>
{
    protected override object Read(int row) => box(values.Values[row]);
}

internal sealed class BooleanColumn(BooleanArray values) : ColumnReader(values)
{
    private static readonly object True = true;
    private static readonly object False = false;

    protected override object Read(int row) => values.GetValue(row).GetValueOrDefault() ? True : False;
}

internal sealed class TextColumn(IArrowArray values, BytesOfRow bytes) : ColumnReader(values)
{
    public override string GetString(int row) => Encoding.UTF8.GetString(bytes(row));

    protected override object Read(int row) => GetString(row);
}

internal sealed class BinaryColumn(IArrowArray values, BytesOfRow bytes) : ColumnReader(values)
{
    protected override object Read(int row) => bytes(row).ToArray();
}

internal sealed class NullColumn(NullArray values) : ColumnReader(values)
{
    protected override object? Read(int row) => null;
}

/// <summary>Decimals: what every .NET decimal of the column's precision can hold is one, wider columns give SqlDecimal.</summary>
internal sealed class DecimalColumn(Decimal128Array values) : ColumnReader(values)
{
    private const int WidestDecimal = 28;
    private readonly bool _fits = values.Precision <= WidestDecimal;
    private readonly UInt128 _tooLarge = Enumerable.Repeat((UInt128)10, values.Precision).Aggregate(
        UInt128.One, (product, ten) => product * ten);

    protected override object Read(int row)
    {
        var number = MemoryMarshal.Read<Int128>(values.ValueBuffer.Span.Slice((values.Offset + row) * 16, 16));
        var negative = number < 0;
        var magnitude = negative ? (UInt128)(-number) : (UInt128)number;
        if (magnitude >= _tooLarge)
        {
            throw new InvalidDataException($"An Arrow decimal has more than the {values.Precision} digits of its column.");
        }

        var (a, b, c, d) = ((uint)magnitude, (uint)(magnitude >> 32), (uint)(magnitude >> 64), (uint)(magnitude >> 96));
        if (_fits && d == 0)
        {
            return new decimal((int)a, (int)b, (int)c, negative, (byte)values.Scale);
        }

        return new SqlDecimal((byte)values.Precision, (byte)values.Scale, !negative, (int)a, (int)b, (int)c, (int)d);
    }
}
