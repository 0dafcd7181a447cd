namespace SparkLoad.LivingDoc.Charts;

/// <summary>Maps values to a share of an axis, 0 to 1, and knows the round values worth a label.</summary>
public abstract class Scale
{
    public abstract double At(double value);

    /// <summary>Values to label, ascending, at least two where the scale allows it.</summary>
    public abstract IReadOnlyList<double> Ticks { get; }
}

/// <summary>Equal steps for equal differences.</summary>
public sealed class LinearScale : Scale
{
    private readonly double _low;
    private readonly double _high;

    private LinearScale(double low, double high, IReadOnlyList<double> ticks)
    {
        _low = low;
        _high = high;
        Ticks = ticks;
    }

    public override IReadOnlyList<double> Ticks { get; }

    /// <summary>From <paramref name="low"/> to the first round value at or above <paramref name="high"/>.</summary>
    /// <param name="low">The axis begins here.</param>
    /// <param name="high">The highest value to show.</param>
    /// <param name="steps">How many steps the labels should have, about.</param>
    public static LinearScale Rounded(double low, double high, int steps = 4)
    {
        var step = RoundStep((high - low) / steps);
        var first = Math.Floor(low / step) * step;
        var count = Math.Max(1, (int)Math.Ceiling(((high - first) / step) - 1e-9));
        return new LinearScale(first, first + (count * step), [.. Enumerable.Range(0, count + 1).Select(index => first + (index * step))]);
    }

    /// <summary>From 0 to exactly <paramref name="high"/>, labelled at multiples of one of <paramref name="steps"/>.</summary>
    public static LinearScale Exact(double high, IReadOnlyList<double> steps, int atMost = 6)
    {
        var end = high > 0 ? high : 1;
        var step = steps.FirstOrDefault(step => end / step <= atMost, RoundStep(end / atMost));
        return new LinearScale(0, end, [.. Enumerable.Range(0, (int)((end / step) + 1e-9) + 1).Select(index => index * step)]);
    }

    public override double At(double value) => Math.Clamp((value - _low) / (_high - _low), 0, 1);

    private static double RoundStep(double rough)
    {
        if (!(rough > 0) || !double.IsFinite(rough))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch
        {
            <= 1.0000001 => power,
            <= 2.0000001 => 2 * power,
            <= 2.5000001 => 2.5 * power,
            <= 5.0000001 => 5 * power,
            _ => 10 * power,
        };
    }
}

/// <summary>Equal steps for equal ratios; values at or below the lowest stand at the lower end.</summary>
public sealed class LogScale : Scale
{
    private readonly double _low;
    private readonly double _high;

    /// <summary>Covers <paramref name="lowest"/> to <paramref name="highest"/>, both above 0.</summary>
    public LogScale(double lowest, double highest)
    {
        _low = Math.Floor(Math.Log10(lowest) + 1e-9);
        _high = Math.Ceiling(Math.Log10(highest) - 1e-9);
        if (_high <= _low)
        {
            _high = _low + 1;
        }

        Ticks = [.. Labels()];
    }

    public override IReadOnlyList<double> Ticks { get; }

    public override double At(double value) => value > 0 ? Math.Clamp((Math.Log10(value) - _low) / (_high - _low), 0, 1) : 0;

    private IEnumerable<double> Labels()
    {
        var decades = (int)(_high - _low);
        var every = (decades + 4) / 5;
        for (var exponent = (int)_low; exponent <= _high; exponent += every)
        {
            yield return Math.Pow(10, exponent);
            if (decades == 1 && exponent < _high)
            {
                yield return 2 * Math.Pow(10, exponent);
                yield return 5 * Math.Pow(10, exponent);
            }
        }
    }
}

/// <summary>Percentiles, spread so that each further nine takes the same room.</summary>
public sealed class PercentileScale(double highest) : Scale
{
    private static readonly double[] Labelled = [0, 50, 90, 99, 99.9, 99.99, 99.999];

    public override IReadOnlyList<double> Ticks { get; } = [.. Labelled.Where(percentile => percentile <= highest + 1e-9)];

    public override double At(double value) => Math.Clamp(Nines(value) / Nines(highest), 0, 1);

    private static double Nines(double percentile) => -Math.Log10(1 - Math.Min(percentile / 100, 0.9999999));
}
