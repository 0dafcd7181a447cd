using SparkLoad.SparkConnect.Transport;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Holds the chunks of each batch and the batches of a result to their order: a gap or a repetition is an error, never a wrong figure.
/// </summary>
internal sealed class RowOffsets
{
    private HashSet<string>? _seen;
    private string? _first;
    private long _rows;
    private long _batchRows;
    private long _chunks = 1;
    private long _nextChunk;

    /// <summary>Takes one message with Arrow data.</summary>
    /// <returns>Whether it completes its batch.</returns>
    /// <exception cref="InvalidDataException">It does not follow from the ones before.</exception>
    public bool Take(ExecuteResponse response)
    {
        RefuseRepetition(response.ResponseId);
        if (response.RowCount < 0 || response.ChunkCount < 1)
        {
            throw new InvalidDataException($"A batch claims {response.RowCount} rows in {response.ChunkCount} chunks.");
        }

        if (response.ChunkIndex != _nextChunk || (_nextChunk > 0 && (response.ChunkCount != _chunks || response.RowCount != _batchRows)))
        {
            throw new InvalidDataException(
                $"Chunk {response.ChunkIndex} of {response.ChunkCount} came where chunk {_nextChunk} of "
                    + $"{(_nextChunk > 0 ? _chunks : response.ChunkCount)} was expected.");
        }

        if (response.StartOffset is { } offset && offset != _rows)
        {
            throw new InvalidDataException($"A batch begins at row {offset} where row {_rows} was expected.");
        }

        (_chunks, _batchRows) = (response.ChunkCount, response.RowCount);
        _nextChunk++;
        if (_nextChunk < _chunks)
        {
            return false;
        }

        _nextChunk = 0;
        _rows += _batchRows;
        return true;
    }

    /// <summary>Checks that the result did not end within a batch.</summary>
    public void Complete()
    {
        if (_nextChunk != 0)
        {
            throw new InvalidDataException($"The result ended after chunk {_nextChunk - 1} of {_chunks}.");
        }
    }

    // 3.5 sends no row offsets, so what came is known by its response id; most results have one batch and need no set.
    private void RefuseRepetition(string id)
    {
        if (id.Length == 0)
        {
            return;
        }

        if (_first is null)
        {
            _first = id;
            return;
        }

        _seen ??= [_first];
        if (!_seen.Add(id))
        {
            throw new InvalidDataException($"Batch {id} came twice.");
        }
    }
}
