using System.Diagnostics.CodeAnalysis;

namespace SparkLoad.SparkConnect;

/// <summary>
/// How often and after what pause a failed RPC is sent again. Only what is safe is ever retried: UNAVAILABLE, a lost
/// connection, a stream that another one displaced (INVALID_CURSOR.DISCONNECTED), and what the server marks with RetryInfo.
/// The count starts anew with every message that arrives.
/// </summary>
public sealed record RetryPolicy
{
    /// <summary>Nothing is retried; the default, and right while measuring. A stream that the server ends is still reattached.</summary>
    public static RetryPolicy Off { get; } = new() { Name = "off", MaxRetries = 0 };

    /// <summary>Bridges a short interruption: 4 retries within about 4 seconds.</summary>
    [SuppressMessage("Naming", "CA1720", Justification = "The policies are named off, short and standard in results and features.")]
    public static RetryPolicy Short { get; } = new() { Name = "short", MaxRetries = 4 };

    /// <summary>The numbers of Spark's own clients: 15 retries over at least 10 minutes.</summary>
    public static RetryPolicy Standard { get; } = new() { Name = "standard", MaxRetries = 15 };

    /// <summary>For results and logs.</summary>
    public required string Name { get; init; }

    /// <summary>0 to 1,000 retries; 0 turns retrying off.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>Pause before the first retry; default 50 ms.</summary>
    public TimeSpan InitialPause { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Each pause is the one before times this; at least 1, default 4.</summary>
    public double Factor { get; init; } = 4;

    /// <summary>Longest own pause; default 60 s.</summary>
    public TimeSpan MaxPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A random share up to this is added to pauses of 2 s and more; default 500 ms.</summary>
    public TimeSpan MaxJitter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Longest pause that a server's RetryInfo can ask for; default 10 minutes.</summary>
    public TimeSpan MaxServerPause { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>The pause before retry number <paramref name="retry"/> (from 0).</summary>
    internal TimeSpan PauseBefore(int retry, TimeSpan? askedByServer, Func<double> random)
    {
        var own = TimeSpan.FromMilliseconds(
            Math.Min(InitialPause.TotalMilliseconds * Math.Pow(Factor, retry), MaxPause.TotalMilliseconds));
        var pause = askedByServer is { } asked ? Max(own, Min(asked, MaxServerPause)) : own;
        return pause >= JitterFrom ? pause + (MaxJitter * random()) : pause;
    }

    internal void Validate()
    {
        if (MaxRetries is < 0 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(MaxRetries), MaxRetries, "A retry policy has 0 to 1,000 retries.");
        }

        if (InitialPause < TimeSpan.Zero || MaxPause < InitialPause || Factor < 1 || MaxJitter < TimeSpan.Zero
            || MaxServerPause < TimeSpan.Zero)
        {
            throw new ArgumentException(
                $"Retry policy '{Name}' is not usable: pauses must not be negative, MaxPause not below InitialPause, Factor not below "
                    + "1.", nameof(MaxRetries));
        }
    }

    private static readonly TimeSpan JitterFrom = TimeSpan.FromSeconds(2);

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
