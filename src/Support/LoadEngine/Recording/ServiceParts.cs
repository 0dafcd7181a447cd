using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Execution;

namespace SparkLoad.LoadEngine.Recording;

/// <summary>Service latency of an answered query taken apart, in microseconds; together they are all of it.</summary>
/// <param name="FirstMessage">Until the first message; all of it where none came before the end.</param>
/// <param name="FirstRows">From there until the first rows; until the end where none came.</param>
/// <param name="Streaming">From there, waiting for further messages.</param>
/// <param name="Decoding">From there, the client's own work on what had come.</param>
internal readonly record struct ServiceParts(long FirstMessage, long FirstRows, long Streaming, long Decoding)
{
    /// <param name="timing">As the client saw it.</param>
    /// <param name="started">Of the query, in ticks since the load began.</param>
    /// <param name="ended">Likewise.</param>
    /// <param name="clock">The load's.</param>
    /// <returns>Null where the client does not tell.</returns>
    public static ServiceParts? Of(in AnswerTiming timing, long started, long ended, LoadClock clock)
    {
        if (!timing.IsKnown)
        {
            return null;
        }

        var service = Math.Max(0, ended - started) / 10;
        var message = timing.FirstMessage == 0 ? service : Math.Clamp((clock.At(timing.FirstMessage) - started) / 10, 0, service);
        var rows = timing.FirstRows == 0 ? service : Math.Clamp((clock.At(timing.FirstRows) - started) / 10, message, service);
        var streaming = Math.Clamp(clock.Ticks(timing.Awaited) / 10, 0, service - rows);
        return new(message, rows - message, streaming, service - rows - streaming);
    }
}
