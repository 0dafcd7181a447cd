namespace SparkLoad.Resources.Processes;

/// <summary>How closely the client's process is watched.</summary>
public sealed record ProcessMonitorOptions
{
    /// <summary>Looks at the process per second, 4 to 100; 10 by default. Each costs about 20 µs on Linux and allocates nothing.</summary>
    public int SamplesPerSecond { get; init; } = 10;

    /// <summary>How long the idle process is watched before the load, 0 (not at all) to 10 seconds; 1 second by default.</summary>
    public TimeSpan IdlePeriod { get; init; } = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    internal ProcessMonitorOptions Validated()
    {
        if (SamplesPerSecond is < 4 or > 100)
        {
            throw new ArgumentOutOfRangeException(
                nameof(SamplesPerSecond), SamplesPerSecond, "The client's process is sampled 4 to 100 times a second.");
        }

        if (IdlePeriod < TimeSpan.Zero || IdlePeriod > TimeSpan.FromSeconds(10))
        {
            throw new ArgumentOutOfRangeException(
                nameof(IdlePeriod), IdlePeriod, "The idle process is watched for at most 10 seconds before the load.");
        }

        return this;
    }
}
