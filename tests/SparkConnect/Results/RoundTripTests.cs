using System.Data.SqlTypes;
using System.Text;
using Apache.Arrow;
using Apache.Arrow.Ipc;
using Apache.Arrow.Types;
using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect.Tests.Results;

/// <summary>Any values of any type that Spark sends come out of the decoder as they went into Arrow, compressed or not.</summary>
internal sealed class RoundTripTests
{
    [FsCheck.NUnit.Property]
    public bool Tinyints_OfAnyValue_ComeBack(sbyte?[] values) =>
        ComeBack(values, Column<sbyte, Int8Array, Int8Array.Builder>(new(), values));

    [FsCheck.NUnit.Property]
    public bool Smallints_OfAnyValue_ComeBack(short?[] values) =>
        ComeBack(values, Column<short, Int16Array, Int16Array.Builder>(new(), values));

    [FsCheck.NUnit.Property]
    public bool Integers_OfAnyValue_ComeBack(int?[] values) => ComeBack(values, Column<int, Int32Array, Int32Array.Builder>(new(), values));

    [FsCheck.NUnit.Property]
    public bool Bigints_OfAnyValue_ComeBack(long?[] values) =>
        ComeBack(values, Column<long, Int64Array, Int64Array.Builder>(new(), values));

    [FsCheck.NUnit.Property]
    public bool Floats_OfAnyValue_ComeBack(float?[] values) =>
        ComeBack(values, Column<float, FloatArray, FloatArray.Builder>(new(), values));

    [FsCheck.NUnit.Property]
    public bool Doubles_OfAnyValue_ComeBack(double?[] values) =>
        ComeBack(values, Column<double, DoubleArray, DoubleArray.Builder>(new(), values));

    [FsCheck.NUnit.Property]
    public bool Intervals_OfAnyMicroseconds_ComeBack(int?[] values) => ComeBack(
        values,
        Column<long, DurationArray, DurationArray.Builder>(new(DurationType.Microsecond), values.Select(value => (long?)value * 1001)),
        value => TimeSpan.FromMicroseconds(value * 1001L));

    [FsCheck.NUnit.Property]
    public bool YearMonthIntervals_OfAnyMonths_ComeBack(int?[] values) => ComeBack(
        values,
        Column<Apache.Arrow.Scalars.YearMonthInterval, YearMonthIntervalArray, YearMonthIntervalArray.Builder>(
            new(), values.Select(value => value is { } months
                ? new Apache.Arrow.Scalars.YearMonthInterval(months)
                : (Apache.Arrow.Scalars.YearMonthInterval?)null)),
        value => new YearMonthInterval(value));

    [FsCheck.NUnit.Property]
    public bool Booleans_OfAnyValue_ComeBack(bool?[] values)
    {
        var column = new BooleanArray.Builder();
        System.Array.ForEach(values, value => column = value is { } given ? column.Append(given) : column.AppendNull());
        return ComeBack(values, column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool Dates_OfAnyDay_ComeBack(int?[] values)
    {
        var dates = values.Select(
            value => value is { } day ? DateOnly.FromDayNumber((int)((uint)day % (uint)DateOnly.MaxValue.DayNumber))
                : (DateOnly?)null).ToArray();
        var column = new Date32Array.Builder();
        System.Array.ForEach(dates, value => column = value is { } given
            ? column.Append(given.ToDateTime(TimeOnly.MinValue, DateTimeKind.Utc))
            : column.AppendNull());
        return ComeBack(dates, column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool Timestamps_OfAnyMicrosecond_ComeBack(long?[] values, bool zoned)
    {
        const long Micros = 3_000_000_000_000_000;
        var moments = values.Select(
            value => value is { } count ? DateTimeOffset.UnixEpoch.AddMicroseconds(count % Micros) : (DateTimeOffset?)null).ToArray();
        var column = new TimestampArray.Builder(new TimestampType(TimeUnit.Microsecond, zoned ? "UTC" : null));
        System.Array.ForEach(moments, value => column = value is { } given ? column.Append(given) : column.AppendNull());
        return ComeBack(moments, column.Build(), value => zoned ? value : (object)value.DateTime);
    }

    [FsCheck.NUnit.Property]
    public bool Decimals_OfAnyDigits_ComeBack(long?[] values)
    {
        var numbers = values.Select(value => value * 0.0001m).ToArray();
        var column = new Decimal128Array.Builder(new Decimal128Type(24, 4));
        System.Array.ForEach(numbers, value => column = value is { } given ? column.Append(given) : column.AppendNull());
        return ComeBack(numbers, column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool WideDecimals_OfAnyDigits_ComeBack((ulong High, ulong Low, bool Positive)?[] values)
    {
        // 124 bits stay below 38 digits.
        var numbers = values.Select(value => value is { } v
            ? new SqlDecimal(38, 10, v.Positive || (v.High | v.Low) == 0, (int)v.Low, (int)(v.Low >> 32), (int)v.High, (int)(v.High >> 36))
            : (SqlDecimal?)null).ToArray();
        var column = new Decimal128Array.Builder(new Decimal128Type(38, 10));
        System.Array.ForEach(numbers, value => column = value is { } given ? column.Append(given) : column.AppendNull());
        return ComeBack(numbers, column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool CalendarIntervals_OfAnyParts_ComeBack((int Months, int Days, long Nanoseconds)?[] values) => ComeBack(
        values,
        Column<Apache.Arrow.Scalars.MonthDayNanosecondInterval, MonthDayNanosecondIntervalArray, MonthDayNanosecondIntervalArray.Builder>(
            new(), values.Select(value => value is { } v
                ? new Apache.Arrow.Scalars.MonthDayNanosecondInterval(v.Months, v.Days, v.Nanoseconds)
                : (Apache.Arrow.Scalars.MonthDayNanosecondInterval?)null)),
        value => new CalendarInterval(value.Months, value.Days, value.Nanoseconds));

    [FsCheck.NUnit.Property]
    public bool Times_OfAnyNanosecond_ComeBack(long?[] values)
    {
        var counts = values.Select(
            value => value is { } count ? (long)((ulong)count % (ulong)TimeSpan.TicksPerDay) * TimeSpan.NanosecondsPerTick
                : (long?)null).ToArray();
        var raw = Column<long, Int64Array, Int64Array.Builder>(new(), counts).Data;
        var column = new Time64Array(
            new ArrayData(new Time64Type(TimeUnit.Nanosecond), raw.Length, raw.NullCount, raw.Offset, raw.Buffers));
        return ComeBack(counts, column, value => new TimeOnly(value / TimeSpan.NanosecondsPerTick));
    }

    [FsCheck.NUnit.Property]
    public bool Nulls_OfAnyNumber_ComeBack(byte count) => AreSame(Enumerable.Repeat<object?>(null, count), new NullArray(count));

    [FsCheck.NUnit.Property]
    public bool Variants_OfAnyParts_ComeBack((byte[] Value, byte[] Metadata)[] values)
    {
        var (parts, metadata) = (new BinaryArray.Builder(), new BinaryArray.Builder());
        foreach (var value in values)
        {
            parts.Append((value.Value ?? []).AsEnumerable());
            metadata.Append((value.Metadata ?? []).AsEnumerable());
        }

        var mark = new Dictionary<string, string> { ["variant"] = "true" };
        var type = new StructType([new Field("value", BinaryType.Default, false), new Field("metadata", BinaryType.Default, false, mark)]);
        return AreSame(
            values.Select(value => new VariantValue(value.Value ?? [], value.Metadata ?? [])),
            new StructArray(type, values.Length, [parts.Build(), metadata.Build()], ArrowBuffer.Empty, 0));
    }

    [FsCheck.NUnit.Property]
    public bool Texts_OfAnyCharacters_ComeBack(string?[] values)
    {
        var column = new StringArray.Builder();
        System.Array.ForEach(values, value => column = value is null ? column.AppendNull() : column.Append(value));
        // Half of a surrogate pair is no text; UTF-8 cannot carry it.
        return AreSame(
            values.Select(value => value is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(value))), column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool Binaries_OfAnyBytes_ComeBack(byte[]?[] values)
    {
        var column = new BinaryArray.Builder();
        System.Array.ForEach(values, value => column = value is null ? column.AppendNull() : column.Append(value.AsEnumerable()));
        return AreSame(values, column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool Arrays_OfAnyElements_ComeBack(int?[]?[] values)
    {
        var column = new ListArray.Builder(Int32Type.Default);
        foreach (var value in values)
        {
            if (value is null)
            {
                column.AppendNull();
                continue;
            }

            column.Append();
            AppendTo<int, Int32Array, Int32Array.Builder>((Int32Array.Builder)column.ValueBuilder, value);
        }

        return AreSame(values.Select(value => value?.Cast<object?>().ToArray()), column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool Maps_OfAnyEntries_ComeBack(long[]?[] values)
    {
        var column = new MapArray.Builder(new MapType(Int64Type.Default, StringType.Default));
        foreach (var value in values)
        {
            if (value is null)
            {
                column.AppendNull();
                continue;
            }

            column.Append();
            foreach (var key in value)
            {
                ((Int64Array.Builder)column.KeyBuilder).Append(key);
                ((StringArray.Builder)column.ValueBuilder).Append($"of {key}");
            }
        }

        return AreSame(
            values.Select(value => value?.Select(key => new KeyValuePair<object, object?>(key, $"of {key}")).ToArray()), column.Build());
    }

    [FsCheck.NUnit.Property]
    public bool Structs_OfAnyFields_ComeBack(int?[] values)
    {
        var numbers = Column<int, Int32Array, Int32Array.Builder>(new(), values);
        var nothing = new NullArray(values.Length);
        var type = new StructType([new Field("number", Int32Type.Default, true), new Field("nothing", NullType.Default, true)]);
        return AreSame(
            values.Select(value => new object?[] { value, null }),
            new StructArray(type, values.Length, [numbers, nothing], ArrowBuffer.Empty, 0));
    }

    private static TArray Column<T, TArray, TBuilder>(TBuilder builder, IEnumerable<T?> values)
        where T : struct
        where TArray : IArrowArray
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder>
    {
        AppendTo<T, TArray, TBuilder>(builder, values);
        return builder.Build(allocator: null);
    }

    private static void AppendTo<T, TArray, TBuilder>(TBuilder builder, IEnumerable<T?> values)
        where T : struct
        where TArray : IArrowArray
        where TBuilder : PrimitiveArrayBuilder<T, TArray, TBuilder>
    {
        foreach (var value in values)
        {
            builder.Append(value);
        }
    }

    private static bool ComeBack<T>(IEnumerable<T?> values, IArrowArray column, Func<T, object>? expected = null)
        where T : struct =>
        AreSame(values.Select(value => value is { } given ? expected?.Invoke(given) ?? given : null), column);

    private static bool AreSame(IEnumerable<object?> expected, IArrowArray column)
    {
        var values = expected.ToArray();
        var original = new RecordBatch.Builder().Append("v", true, column).Build();
        var (expectedSum, scanner, sum) = (new RowChecksum(), new IpcScanner(), new RowChecksum());
        expectedSum.Add(original);
        var stream = ArrowStream.Of(
            original, (values.Length % 3) switch { 0 => null, 1 => CompressionCodecType.Zstd, _ => CompressionCodecType.Lz4Frame });
        using var batch = BatchDecoder.Decode(
            stream,
            values.Length,
            maxDecoded: 1 << 24,
            values.Length % 2 == 0 ? null : PooledMemory.Shared).Single();
        var rows = RowBatch.Of(batch);
        sum.Add(batch);
        scanner.Append(stream);
        return values.Select((value, i) => IsSame(value, new Row(rows, i)[0])).All(same => same)
            && sum.Value == expectedSum.Value
            && scanner.Complete() == values.Length;
    }

    private static bool IsSame(object? expected, object? actual) => (expected, actual) switch
    {
        (byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right),
        (object?[] left, object?[] right) => left.Length == right.Length && left.Zip(right).All(pair => IsSame(pair.First, pair.Second)),
        (KeyValuePair<object, object?>[] left, KeyValuePair<object, object?>[] right) => left.SequenceEqual(right),
        (VariantValue left, VariantValue right) => IsSame(left.Value, right.Value) && IsSame(left.Metadata, right.Metadata),
        (object?[] left, Row right) => IsSame(left, right.ToArray()),
        _ => Equals(expected, actual),
    };
}
