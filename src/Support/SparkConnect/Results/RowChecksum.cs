using Apache.Arrow;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// A checksum of rows that does not depend on their order or on how they were cut into batches: each row's values are hashed
/// in the order of the columns, and the rows' hashes are added up. Equal values give equal sums whatever held them.
/// </summary>
internal sealed class RowChecksum
{
    private ulong[] _rows = [];

    public ulong Value { get; private set; }

    public void Add(RecordBatch batch)
    {
        foreach (var row in HashesOf(batch))
        {
            Value += row;
        }
    }

    /// <summary>The hash of each row, which the next call overwrites.</summary>
    public ReadOnlySpan<ulong> HashesOf(RecordBatch batch)
    {
        if (_rows.Length < batch.Length)
        {
            _rows = new ulong[batch.Length];
        }

        var rows = _rows.AsSpan(0, batch.Length);
        rows.Fill(ValueHash.Seed);
        for (var column = 0; column < batch.ColumnCount; column++)
        {
            ValueHash.Mix(batch.Column(column), rows);
        }

        foreach (ref var row in rows)
        {
            row = ValueHash.Finish(row);
        }

        return rows;
    }
}
