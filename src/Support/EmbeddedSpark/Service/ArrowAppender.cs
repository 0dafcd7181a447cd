using Apache.Arrow;
using Apache.Arrow.Types;
using DuckDB.NET.Data;
using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;

namespace SparkLoad.EmbeddedSpark.Service;

/// <summary>Writes Arrow batches into a table of DuckDB, for the types that rows of a client have.</summary>
internal static class ArrowAppender
{
    private const int TicksPerMicrosecond = 10;

    public static string DuckType(IArrowType type) => type switch
    {
        BooleanType => "BOOLEAN",
        Int8Type => "TINYINT",
        Int16Type => "SMALLINT",
        Int32Type => "INTEGER",
        Int64Type => "BIGINT",
        FloatType => "FLOAT",
        DoubleType => "DOUBLE",
        Decimal128Type d => FormattableString.Invariant($"DECIMAL({d.Precision},{d.Scale})"),
        StringType or LargeStringType => "VARCHAR",
        BinaryType or LargeBinaryType => "BLOB",
        Date32Type => "DATE",
        TimestampType { Timezone: null or "" } => "TIMESTAMP",
        TimestampType => "TIMESTAMPTZ",
        NullType => "INTEGER",
        _ => throw SparkErrors.Unsupported($"A local relation with a column of Arrow's type {type.Name}"),
    };

    public static void Append(DuckConnection connection, string schema, string table, RecordBatch batch)
    {
        using var appender = connection.Ado.CreateAppender(DuckDatabase.Catalog, schema, table);
        for (var row = 0; row < batch.Length; row++)
        {
            var target = appender.CreateRow();
            for (var column = 0; column < batch.ColumnCount; column++)
            {
                Append(target, batch.Column(column), row);
            }

            target.EndRow();
        }
    }

    private static void Append(IDuckDBAppenderRow target, IArrowArray array, int row)
    {
        if (array.IsNull(row) || array is NullArray)
        {
            target.AppendNullValue();
            return;
        }

        _ = array switch
        {
            BooleanArray a => target.AppendValue(a.GetValue(row)),
            Int8Array a => target.AppendValue(a.GetValue(row)),
            Int16Array a => target.AppendValue(a.GetValue(row)),
            Int32Array a => target.AppendValue(a.GetValue(row)),
            Int64Array a => target.AppendValue(a.GetValue(row)),
            FloatArray a => target.AppendValue(a.GetValue(row)),
            DoubleArray a => target.AppendValue(a.GetValue(row)),
            Decimal128Array a => target.AppendValue(a.GetValue(row)),
            StringArray a => target.AppendValue(a.GetString(row)),
            LargeStringArray a => target.AppendValue(a.GetString(row)),
            BinaryArray a => target.AppendValue(a.GetBytes(row).ToArray()),
            Date32Array a => target.AppendValue(a.GetDateOnly(row)),
            TimestampArray a => target.AppendValue(ToTime(a, row)),
            _ => throw SparkErrors.Unsupported($"A local relation with a column of Arrow's type {array.Data.DataType.Name}"),
        };
    }

    private static DateTime ToTime(TimestampArray array, int row)
    {
        var value = array.Values[row];
        var microseconds = ((TimestampType)array.Data.DataType).Unit switch
        {
            TimeUnit.Second => value * 1_000_000,
            TimeUnit.Millisecond => value * 1_000,
            TimeUnit.Microsecond => value,
            _ => value / 1_000,
        };
        return DateTime.UnixEpoch.AddTicks(microseconds * TicksPerMicrosecond);
    }
}
