using System.Globalization;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>A number of queries per stretch of time, kept as stated so that starts can be planned without rounding drift.</summary>
public readonly record struct Rate : IComparable<Rate>
{
    private Rate(decimal queries, TimeSpan per) => (Queries, Per) = (queries, per);

    public decimal Queries { get; }

    public TimeSpan Per { get; }

    public double PerSecond => (double)(Queries * TimeSpan.TicksPerSecond) / Per.Ticks;

    /// <summary>Time between two planned starts, rounded to 100 ns.</summary>
    public TimeSpan Interval => TimeSpan.FromTicks((long)(Per.Ticks / Queries));

    /// <summary>One query every so often, as in "every 2 seconds".</summary>
    /// <exception cref="PlanException">The interval is not above zero.</exception>
    public static Rate Every(TimeSpan interval) => Of(1, interval);

    /// <summary>As in "50 per second".</summary>
    /// <exception cref="PlanException">The rate is not above zero.</exception>
    public static Rate PerSecondOf(decimal queries) => Of(queries, TimeSpan.FromSeconds(1));

    /// <summary>As in "90 queries per minute".</summary>
    /// <exception cref="PlanException">The rate is not above zero.</exception>
    public static Rate Of(decimal queries, TimeSpan per)
    {
        if (queries <= 0 || per <= TimeSpan.Zero)
        {
            throw new PlanException(string.Create(
                CultureInfo.InvariantCulture, $"A load of {queries} queries per {per} cannot be sent: both figures must be above zero."));
        }

        return new Rate(queries, per);
    }

    /// <summary>The sum, exact.</summary>
    public static Rate operator +(Rate left, Rate right)
    {
        var (per, ours, theirs) = InOneUnit(left, right);
        return new Rate(ours + theirs, per);
    }

    public static bool operator <(Rate left, Rate right) => left.CompareTo(right) < 0;

    public static bool operator >(Rate left, Rate right) => left.CompareTo(right) > 0;

    public static bool operator <=(Rate left, Rate right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Rate left, Rate right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(Rate other)
    {
        var (_, ours, theirs) = InOneUnit(this, other);
        return ours.CompareTo(theirs);
    }

    /// <summary>As stated, with every digit: two rates with the same words are the same rate.</summary>
    internal string Words => string.Create(CultureInfo.InvariantCulture, $"{Queries:0.#########} per {Per.TotalSeconds:0.#######} s");

    /// <summary>The planned start of query <paramref name="n"/> (from 0) in ticks of 100 ns; exact, so never drifting.</summary>
    private long OffsetTicks(long n) => (long)decimal.Floor(n * (decimal)Per.Ticks / Queries);

    /// <summary>The planned starts at this rate, one after the other and without end.</summary>
    internal IEnumerable<long> Offsets(long first = 0)
    {
        for (long n = 0; ; n++)
        {
            yield return first + OffsetTicks(n);
        }
    }

    private static (TimeSpan Per, decimal Left, decimal Right) InOneUnit(Rate left, Rate right)
    {
        var (a, b) = (left.Per.Ticks, right.Per.Ticks);
        var per = checked(a / (long)System.Numerics.BigInteger.GreatestCommonDivisor(a, b) * b);
        return (TimeSpan.FromTicks(per), left.Queries * (per / a), right.Queries * (per / b));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{PerSecond:0.###} queries per second");
}
