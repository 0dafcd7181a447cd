namespace SparkLoad.SparkConnect.Execution;

/// <summary>Holds a reader back, so that rows are taken no faster than stated from the first batch on.</summary>
internal sealed class ReadingPace(int rowsPerSecond, TimeProvider time)
{
    private long? _begun;
    private long _rows;

    /// <summary>So many more rows have been read.</summary>
    public async ValueTask WaitAsync(long rows, CancellationToken cancellationToken)
    {
        var begun = _begun ??= time.GetTimestamp();
        _rows += rows;
        var ahead = TimeSpan.FromSeconds((double)_rows / rowsPerSecond) - time.GetElapsedTime(begun);
        if (ahead > TimeSpan.Zero)
        {
            await Task.Delay(ahead, time, cancellationToken).ConfigureAwait(false);
        }
    }
}
