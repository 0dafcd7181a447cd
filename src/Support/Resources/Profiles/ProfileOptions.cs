namespace SparkLoad.Resources.Profiles;

/// <summary>How far a profile may go.</summary>
public sealed record ProfileOptions
{
    /// <summary>
    /// Where the recording ends, 1 MB to 2 GB; 128 MB by default, about half an hour. The names of methods, a few MB, follow it.
    /// </summary>
    public long MaxBytes { get; init; } = 128_000_000;

    /// <summary>How long the profiler may take to begin, 1 ms to 1 minute; 10 seconds by default. It takes about 0.2 s.</summary>
    public TimeSpan StartLimit { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// From its beginning to that of the load's measuring, 0 to 10 seconds; 1 second by default. Beginning takes up to half a second of
    /// CPU, which is neither the client's idle cost nor the load's.
    /// </summary>
    public TimeSpan Settling { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long it may take to end and write the names of methods, 1 ms to 2 minutes; 20 seconds by default. It takes about 0.3 s.
    /// </summary>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(20);

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal ProfileOptions Validated()
    {
        Check(nameof(MaxBytes), MaxBytes, 1_000_000, 2_000_000_000, "bytes");
        Check(nameof(StartLimit), StartLimit.TotalMilliseconds, 1, 60_000, "ms");
        Check(nameof(Settling), Settling.TotalMilliseconds, 0, 10_000, "ms");
        Check(nameof(StopLimit), StopLimit.TotalMilliseconds, 1, 120_000, "ms");
        return this;
    }

    private static void Check(string name, double value, double least, double most, string unit)
    {
        if (value < least || value > most)
        {
            throw new ArgumentOutOfRangeException(
                name, value, FormattableString.Invariant($"{name} of a profile is {least:0} to {most:0} {unit}."));
        }
    }
}
