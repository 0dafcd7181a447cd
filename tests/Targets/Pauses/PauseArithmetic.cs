namespace SparkLoad.Targets.Tests.Pauses;

/// <summary>What clients on schedules of their own must see of a server that is paused, computed from the pause alone.</summary>
internal static class PauseArithmetic
{
    /// <summary>Scheduled latencies of one client in milliseconds, in the order of its schedule.</summary>
    /// <param name="planned">Number of queries on the schedule.</param>
    /// <param name="interval">Between two planned starts, ms.</param>
    /// <param name="service">Of a query while the server runs, ms.</param>
    /// <param name="catchingUp">Of a query that waited, ms: all clients then ask back to back, which loads the server more.</param>
    /// <param name="from">Beginning of the pause after the first planned start, ms.</param>
    /// <param name="to">Its end, ms.</param>
    public static IEnumerable<double> Latencies(int planned, double interval, double service, double catchingUp, double from, double to)
    {
        var free = 0.0;
        for (var n = 0; n < planned; n++)
        {
            var due = n * interval;
            var start = Math.Max(due, free);
            var length = start > due ? catchingUp : service;
            // What is under way when the server stops, and what is sent while it is paused, is answered once it goes on.
            free = start + length > from && start < to ? to + Math.Min(length, start + length - from) : start + length;
            yield return free - due;
        }
    }

    /// <summary>The value at rank ⌈p·n⌉.</summary>
    public static double Percentile(IEnumerable<double> latencies, double share)
    {
        var ordered = latencies.Order().ToArray();
        return ordered[(int)Math.Ceiling(share * ordered.Length) - 1];
    }
}
