using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.SparkConnect.Results;

/// <summary>Dates and times. A value that .NET cannot hold is an error, not a wrong date.</summary>
internal static class TimeColumns
{
    private static readonly long EpochDay = new DateOnly(1970, 1, 1).DayNumber;

    public static ColumnReader Date(Date32Array values) =>
        new FixedColumn<int>(
            values,
            days =>
                EpochDay + days is >= 0 and var day && day <= DateOnly.MaxValue.DayNumber
                    ? DateOnly.FromDayNumber((int)day)
                    : throw Outside("date", days),
            days => days);

    public static ColumnReader Timestamp(TimestampArray values, TimestampType type) => string.IsNullOrEmpty(type.Timezone)
        ? new FixedColumn<long>(values, count => new DateTime(Instant(count, type.Unit), DateTimeKind.Unspecified), count => count)
        : new FixedColumn<long>(values, count => new DateTimeOffset(Instant(count, type.Unit), TimeSpan.Zero), count => count);

    public static ColumnReader Duration(DurationArray values, DurationType type) =>
        new FixedColumn<long>(
            values, count => TryTicks(count, type.Unit, out var ticks)
                ? new TimeSpan(ticks)
                : throw Outside("interval", count), count => count);

    public static ColumnReader Time(Time64Array values, Time64Type type) =>
        new FixedColumn<long>(
            values,
            count =>
                TryTicks(count, type.Unit, out var ticks) && ticks is >= 0 and < TimeSpan.TicksPerDay
                    ? new TimeOnly(ticks)
                    : throw Outside("time", count),
            count => count);

    private static long Instant(long count, TimeUnit unit) =>
        TryTicks(count, unit, out var ticks) && ticks >= -DateTime.UnixEpoch.Ticks
            && ticks <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks
            ? DateTime.UnixEpoch.Ticks + ticks
            : throw Outside("timestamp", count);

    private static bool TryTicks(long count, TimeUnit unit, out long ticks)
    {
        var (factor, divisor) = unit switch
        {
            TimeUnit.Second => (TimeSpan.TicksPerSecond, 1L),
            TimeUnit.Millisecond => (TimeSpan.TicksPerMillisecond, 1L),
            TimeUnit.Microsecond => (TimeSpan.TicksPerMicrosecond, 1L),
            _ => (1L, TimeSpan.NanosecondsPerTick),
        };
        var high = Math.BigMul(count, factor, out ticks);
        var fits = high == (ticks < 0 ? -1 : 0);
        ticks /= divisor;
        return fits;
    }

    private static InvalidDataException Outside(string kind, long count) =>
        new($"A {kind} lies outside what .NET can hold; its raw count is {count}, which GetInt64 gives.");
}
