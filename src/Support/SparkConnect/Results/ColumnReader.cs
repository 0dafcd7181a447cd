using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.SparkConnect.Results;

/// <summary>Reads one column by row. What a type cannot give is an <see cref="InvalidCastException"/> that says so.</summary>
internal abstract class ColumnReader(IArrowArray array)
{
    private readonly bool _mayBeNull = array.NullCount != 0;

    public bool IsNull(int row) => _mayBeNull && array.IsNull(row);

    public object? GetValue(int row) => IsNull(row) ? null : Read(row);

    public virtual long GetInt64(int row) => throw Mismatch("an integer");

    public virtual double GetDouble(int row) => throw Mismatch("a floating-point number");

    public virtual string GetString(int row) => throw Mismatch("a string");

    /// <summary>The value of a row that is not null.</summary>
    protected abstract object? Read(int row);

    /// <exception cref="InvalidDataException">The type is none that Spark sends.</exception>
    public static ColumnReader Of(Field field, IArrowArray array) => array switch
    {
        Int64Array values => new FixedColumn<long>(values, v => v, v => v),
        Int32Array values => new FixedColumn<int>(values, v => v, v => v),
        DoubleArray values => new FloatColumn<double>(values, v => v),
        StringArray values => new TextColumn(values, row => values.GetBytes(row)),
        TimestampArray values => TimeColumns.Timestamp(values, (TimestampType)field.DataType),
        BooleanArray values => new BooleanColumn(values),
        Date32Array values => TimeColumns.Date(values),
        Decimal128Array values => new DecimalColumn(values),
        FloatArray values => new FloatColumn<float>(values, v => v),
        Int16Array values => new FixedColumn<short>(values, v => v, v => v),
        Int8Array values => new FixedColumn<sbyte>(values, v => v, v => v),
        BinaryArray values => new BinaryColumn(values, row => values.GetBytes(row)),
        DurationArray values => TimeColumns.Duration(values, (DurationType)field.DataType),
        Time64Array values => TimeColumns.Time(values, (Time64Type)field.DataType),
        YearMonthIntervalArray values =>
            new IntervalColumn<Apache.Arrow.Scalars.YearMonthInterval>(values, v => new YearMonthInterval(v.Months)),
        MonthDayNanosecondIntervalArray values => new IntervalColumn<Apache.Arrow.Scalars.MonthDayNanosecondInterval>(
            values, v => new CalendarInterval(v.Months, v.Days, v.Nanoseconds)),
        MapArray values => new MapColumn(values, (MapType)field.DataType),
        ListArray values => new ListColumn(values, ((ListType)field.DataType).ValueField),
        StructArray values when VariantColumn.Matches((StructType)field.DataType) => new VariantColumn(values),
        StructArray values => new StructColumn(values, (StructType)field.DataType),
        LargeStringArray values => new TextColumn(values, row => values.GetBytes(row)),
        LargeBinaryArray values => new BinaryColumn(values, row => values.GetBytes(row)),
        NullArray values => new NullColumn(values),
        _ => throw new InvalidDataException($"Column '{field.Name}' has the Arrow type {field.DataType.Name}, which Spark does not send."),
    };

    private InvalidCastException Mismatch(string wanted) => new($"A column of type {array.Data.DataType.Name} cannot be read as {wanted}.");
}
