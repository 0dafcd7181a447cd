using System.Globalization;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Shapes;

/// <summary>Queries start at rates that change from stage to stage, whether or not earlier ones have ended.</summary>
public sealed record StagedLoad(IReadOnlyList<Stage> Stages)
    : ScheduledLoad(1, Stages.Aggregate(TimeSpan.Zero, (sum, stage) => sum + stage.StatedDuration))
{
    internal override string Model => "staged";

    internal override string Kind => "open";

    internal override bool IsSteady => false;

    // The busiest moment counts.
    internal override TimeSpan? Interval => TimeSpan.FromSeconds(1 / Busiest);

    private protected override double Busiest => Stages.Max(stage => Math.Max(stage.From, stage.To));

    internal override (TimeSpan Begins, TimeSpan Ends)? Spikes(TimeSpan duration)
    {
        var factor = duration / Duration;
        (TimeSpan Begins, TimeSpan Ends)? spikes = null;
        var at = TimeSpan.Zero;
        foreach (var stage in Stages)
        {
            var ends = at + (stage.StatedDuration * factor);
            spikes = stage.IsSpike ? (spikes?.Begins ?? at, ends) : spikes;
            at = ends;
        }

        return spikes;
    }

    internal override void Check(PlanCheck check, long seed)
    {
        foreach (var stage in Stages)
        {
            check.RequireAbove(stage.StatedDuration, "duration of each stage");
            PlanCheck.Require(
                stage is { From: >= 0, To: >= 0 } && double.IsFinite(stage.From + stage.To),
                $"The stages of the load \"{check.Load}\" need rates of zero or more.");
        }

        PlanCheck.Require(Stages.Any(stage => stage.From + stage.To > 0), $"The stages of the load \"{check.Load}\" send nothing.");
        base.Check(check, seed);
    }

    internal override IEnumerable<(string Name, string Words)> Words() =>
        [("stages", string.Join(", ", Stages.Select(stage => stage.Words))), ("arrivals", Arrivals)];

    private protected override Func<double, double?> Curve(TimeSpan duration)
    {
        var factor = duration / Duration;
        var pieces = new List<Piece>();
        foreach (var stage in Stages)
        {
            var before = pieces.Count == 0 ? default : pieces[^1];
            pieces.Add(new Piece(
                before.Start + before.Seconds, before.DueBefore + before.Due, stage.From, stage.To, stage.StatedDuration.TotalSeconds
                    * factor));
        }

        return due =>
        {
            foreach (var piece in pieces)
            {
                if (due < piece.DueBefore + piece.Due)
                {
                    return piece.Start + piece.SecondsFor(due - piece.DueBefore);
                }
            }

            return null;
        };
    }

    /// <summary>How many queries are due by a moment, as a curve that rises with the rate of a stage.</summary>
    private readonly record struct Piece(double Start, double DueBefore, double From, double To, double Seconds)
    {
        public double Due => (From + To) / 2 * Seconds;

        // The root of From·t + slope·t²/2 = due, in the form that loses no digits when the slope is small.
        public double SecondsFor(double due)
        {
            var slope = (To - From) / Seconds;
            var root = Math.Sqrt(Math.Max(0, (From * From) + (2 * slope * due)));
            return due <= 0 ? 0 : 2 * due / (From + root);
        }
    }
}

/// <summary>One stage of a load: the rate goes evenly from one value to another.</summary>
/// <param name="From">Rate at the beginning, in queries per second; 0 or more.</param>
/// <param name="To">Rate at the end, in queries per second; 0 or more.</param>
/// <param name="StatedDuration">How long, before scaling.</param>
/// <param name="IsSpike">The load that the service must recover from.</param>
public sealed record Stage(double From, double To, TimeSpan StatedDuration, bool IsSpike = false)
{
    internal string Words => string.Create(
        CultureInfo.InvariantCulture,
        $"{(IsSpike ? "spike " : "")}{From:0.####} to {To:0.####} per second for {DurationText.Of(StatedDuration)}");

    /// <summary>A constant rate.</summary>
    public static Stage Hold(double perSecond, TimeSpan duration) => new(perSecond, perSecond, duration);

    /// <summary>An even rise or fall.</summary>
    public static Stage Ramp(double from, double to, TimeSpan duration) => new(from, to, duration);

    /// <summary>A constant rate that the service must recover from.</summary>
    public static Stage Spike(double perSecond, TimeSpan duration) => new(perSecond, perSecond, duration, IsSpike: true);
}
