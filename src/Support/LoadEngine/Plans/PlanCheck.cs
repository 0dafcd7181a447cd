using System.Globalization;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Plans;

/// <summary>Refuses a load that cannot be run as it is stated, in one sentence that names it.</summary>
internal sealed class PlanCheck
{
    /// <summary>For a pause, a warm-up or one query.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>Latencies are kept up to four days.</summary>
    private static readonly TimeSpan LongestLoad = TimeSpan.FromHours(72);

    private PlanCheck(string load) => Load = load;

    /// <summary>The load's name, for messages.</summary>
    public string Load { get; }

    public static void Check(LoadPlan plan)
    {
        var check = new PlanCheck(plan.Name);
        Require(!string.IsNullOrWhiteSpace(plan.Name), $"A load needs a name.");
        check.Mix(plan.Mix);
        Require(plan.Clients is >= 1 and <= 10_000, $"{plan.Clients} clients for the load \"{plan.Name}\" must be between 1 and 10,000.");
        check.RequireAbove(plan.StatedDuration, "duration");
        check.RequireAbove(plan.QueryTimeout, "time for a query");
        Require(plan.WarmUp >= TimeSpan.Zero, $"The warm-up of the load \"{plan.Name}\" must not be below zero.");
        check.RequireAtMost(plan.StatedDuration, LongestLoad, "duration");
        check.RequireAtMost(plan.QueryTimeout, LongestWait, "time for a query");
        check.RequireAtMost(plan.WarmUp, LongestWait, "warm-up");
        Require(plan.DrainLimit >= TimeSpan.Zero, $"The drain of the load \"{plan.Name}\" must not be below zero.");
        Require(
            plan.MaxInFlight >= 1, $"At least one query of the load \"{plan.Name}\" must be allowed in flight, not {plan.MaxInFlight}.");
        var all = DurationText.Of(plan.StatedDuration);
        if (plan.Abandon is { } rule)
        {
            Require(
                rule.FailedShare is >= 0 and < 1 && rule.For > TimeSpan.Zero,
                $"The load \"{plan.Name}\" is abandoned above a share of failures from 0% to below 100% for a time above zero.");
            var failing = DurationText.Of(rule.For);
            Require(
                rule.For <= plan.StatedDuration,
                $"The load \"{plan.Name}\" lasts {all}, so it can never be abandoned after failures for {failing}; shorten that.");
        }

        if (plan.CutEvery is { } every)
        {
            check.RequireAbove(every, "time between two cuts");
            Require(
                every < plan.StatedDuration,
                $"The load \"{plan.Name}\" lasts {all}, so a cut every {DurationText.Of(every)} never comes; shorten that.");
        }

        if (plan.KilledAfter is { } after)
        {
            check.RequireAbove(after, "time until the server is killed");
            Require(
                after < plan.StatedDuration,
                $"The load \"{plan.Name}\" lasts {all}, so the server is not killed after {DurationText.Of(after)} of it; shorten that.");
        }

        plan.Shape.Check(check, plan.EffectiveSeed);
        plan.Asking.Check(check, plan);
    }

    /// <exception cref="PlanException">It does not hold.</exception>
    public static void Require(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            throw new PlanException(otherwise.ToString(CultureInfo.InvariantCulture));
        }
    }

    public void RequireAbove(TimeSpan value, string what) =>
        Require(value > TimeSpan.Zero, $"The {what} of the load \"{Load}\" must be above zero, not {value}.");

    public void RequireAtMost(TimeSpan value, TimeSpan most, string what) =>
        Require(
            value <= most, $"The {what} of the load \"{Load}\" is {DurationText.Of(value)}; it can be {DurationText.Of(most)} at most.");

    private void Mix(IReadOnlyList<QueryShare> mix)
    {
        Require(mix.Count > 0, $"The load \"{Load}\" names no query; name at least one.");
        foreach (var share in mix)
        {
            Require(
                share.Weight > 0 && double.IsFinite(share.Weight),
                $"The share {share.Weight} of \"{share.Query}\" in the load \"{Load}\" must be above zero.");
            Require(share.ParameterRows >= 0, $"\"{share.Query}\" cannot have {share.ParameterRows} rows of parameters.");
            Require(
                share.References.Count == 0 || share.References.Count == Math.Max(1, share.ParameterRows),
                $"\"{share.Query}\" has {share.ParameterRows} rows of parameters and {share.References.Count} references; it needs one each.");
        }

        Require(
            mix.Select(share => share.Query).Distinct(StringComparer.Ordinal).Count() == mix.Count,
            $"The load \"{Load}\" names a query twice in its mix; add up its shares in one row.");
    }
}

/// <summary>A load that cannot be run as stated. The message is one sentence for the person who wrote it.</summary>
public sealed class PlanException(string message) : Exception(message);
