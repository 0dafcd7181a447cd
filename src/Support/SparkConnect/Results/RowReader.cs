using System.Runtime.CompilerServices;
using Apache.Arrow;
using SparkLoad.SparkConnect.Execution;

namespace SparkLoad.SparkConnect.Results;

internal static class RowReader
{
    public static async IAsyncEnumerable<HashedRow> ReadHashedAsync(
        QueryReader query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var checksum = new RowChecksum();
        await foreach (var batch in query.BatchesAsync(BatchMemory.Collected, cancellationToken).ConfigureAwait(false))
        {
            var hashes = checksum.HashesOf(batch).ToArray();
            var rows = RowBatch.Of(batch);
            for (var i = 0; i < batch.Length; i++)
            {
                yield return new HashedRow(new Row(rows, i), hashes[i]);
            }
        }
    }

    public static async IAsyncEnumerable<Row> ReadAsync(QueryReader query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<Field>? fields = null;
        await foreach (var batch in query.BatchesAsync(BatchMemory.Collected, cancellationToken).ConfigureAwait(false))
        {
            fields ??= SparkNames.HaveStructures(batch.Schema.FieldsList)
                ? SparkNames.Restore(batch.Schema.FieldsList, query.Schema)
                : batch.Schema.FieldsList;
            var rows = RowBatch.Of(fields, batch);
            for (var i = 0; i < batch.Length; i++)
            {
                yield return new Row(rows, i);
            }
        }
    }
}
