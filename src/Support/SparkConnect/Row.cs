using SparkLoad.SparkConnect.Results;

namespace SparkLoad.SparkConnect;

/// <summary>A row with its part of the checksum of the result: equal rows have equal hashes, whatever held their values.</summary>
public readonly record struct HashedRow(Row Row, ulong Hash);

/// <summary>
/// One row, read from its batch when asked; it stays valid for as long as it is held. Values are bool, sbyte, short, int, long, float,
/// double, decimal (SqlDecimal above 28 digits), string, byte[], DateOnly, DateTimeOffset (UTC; timestamps), DateTime (timestamps without
/// zone), TimeOnly, TimeSpan,
/// <see cref="YearMonthInterval"/>, <see cref="CalendarInterval"/>, <see cref="VariantValue"/>, object?[] (arrays), KeyValuePair&lt;object,
/// object?&gt;[] (maps),
/// <see cref="Row"/> (structs), or null.
/// </summary>
public readonly struct Row
{
    private readonly RowBatch _batch;
    private readonly int _index;

    internal Row(RowBatch batch, int index)
    {
        _batch = batch;
        _index = index;
    }

    /// <summary>Number of columns.</summary>
    public int Count => _batch.Columns.Length;

    /// <summary>Names of the columns.</summary>
    public IReadOnlyList<string> Names => _batch.Names;

    /// <summary>The value of a column, from 0.</summary>
    /// <exception cref="InvalidDataException">The value cannot be held, for example a date beyond the year 9999.</exception>
    public object? this[int column] => _batch.Columns[column].GetValue(_index);

    /// <summary>The value of the first column of a name.</summary>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public object? this[string column] => this[_batch.Ordinal(column)];

    public bool IsNull(int column) => _batch.Columns[column].IsNull(_index);

    /// <summary>An integer of any width, or the raw count of a date (days), timestamp, interval or time (as Arrow holds it).</summary>
    public long GetInt64(int column) => _batch.Columns[column].GetInt64(_index);

    public double GetDouble(int column) => _batch.Columns[column].GetDouble(_index);

    public string GetString(int column) => _batch.Columns[column].GetString(_index);

    /// <summary>All values of the row.</summary>
    public object?[] ToArray()
    {
        var columns = _batch.Columns;
        var values = new object?[columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = columns[i].GetValue(_index);
        }

        return values;
    }
}
