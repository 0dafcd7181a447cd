using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>
/// The search for the highest rate that a service holds: an open load at the first rate, then a step more each time, until a criterion
/// breaks or the limit is held. Each step lasts the stated duration.
/// </summary>
/// <param name="First">The rate of the first step.</param>
/// <param name="Step">Added each time.</param>
/// <param name="Limit">The last rate that is tried; at least the first.</param>
/// <param name="Duration">Of each step.</param>
public sealed record CapacityLoad(Rate First, Rate Step, Rate Limit, TimeSpan Duration) : ScheduledLoad(1, Duration)
{
    private const int MostSteps = 1000;

    internal override string Model => "capacity";

    internal override string Kind => "open";

    internal override bool IsSteady => false;

    internal override bool IsSearch => true;

    internal override TimeSpan? Interval => First.Interval;

    private protected override double Busiest => Limit.PerSecond;

    /// <summary>The rates from the first to the limit, without rounding: three times 20 per minute is 60 per minute.</summary>
    internal IEnumerable<Rate> Rates
    {
        get
        {
            for (var rate = First; rate <= Limit; rate += Step)
            {
                yield return rate;
            }
        }
    }

    /// <summary>The step at one rate.</summary>
    internal CapacityLoad At(Rate rate) => this with { First = rate, Limit = rate };

    internal override void Check(PlanCheck check, long seed)
    {
        PlanCheck.Require(
            Limit >= First, $"The steps of the load \"{check.Load}\" must go up, but they begin at {First} and end at {Limit}.");
        PlanCheck.Require(
            Rates.Take(MostSteps + 1).Count() <= MostSteps,
            $"The load \"{check.Load}\" has more than {MostSteps} steps; state larger ones.");
        base.Check(check, seed);
    }

    internal override IEnumerable<(string Name, string Words)> Words() =>
        [("rate", First == Limit ? First.Words : $"{First.Words}, raised by {Step.Words} up to {Limit.Words}"), ("arrivals", Arrivals)];

    private protected override Func<double, double?> Curve(TimeSpan duration) => due => due / First.PerSecond;

    private protected override IEnumerable<long> Evenly(int client, TimeSpan duration) => First.Offsets();
}
