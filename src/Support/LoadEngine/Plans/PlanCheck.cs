using System.Globalization;
using SparkLoad.Results;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Plans;

internal static class PlanCheck
{
    /// <summary>Latencies are kept up to four days.</summary>
    private static readonly TimeSpan LongestLoad = TimeSpan.FromHours(72);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(24);

    /// <summary>Queries per second.</summary>
    private const double HighestRate = 100_000;

    private const int MostSteps = 1000;

    public static void Check(LoadPlan plan)
    {
        Require(!string.IsNullOrWhiteSpace(plan.Name), $"A load needs a name.");
        Require(plan.Mix.Count > 0, $"The load \"{plan.Name}\" names no query; name at least one.");
        foreach (var share in plan.Mix)
        {
            Require(
                share.Weight > 0 && double.IsFinite(share.Weight),
                $"The share {share.Weight} of \"{share.Query}\" in the load \"{plan.Name}\" must be above zero.");
        }

        Require(
            plan.Mix.Select(share => share.Query).Distinct(StringComparer.Ordinal).Count() == plan.Mix.Count,
            $"The load \"{plan.Name}\" names a query twice in its mix; add up its shares in one row.");
        Require(plan.Clients is >= 1 and <= 10_000, $"{plan.Clients} clients for the load \"{plan.Name}\" must be between 1 and 10,000.");
        RequireAbove(plan, plan.StatedDuration, "duration");
        RequireAbove(plan, plan.QueryTimeout, "time for a query");
        Require(plan.WarmUp >= TimeSpan.Zero, $"The warm-up of the load \"{plan.Name}\" must not be below zero.");
        Require(plan.Pause >= TimeSpan.Zero, $"The pause of the load \"{plan.Name}\" must not be below zero.");
        RequireAtMost(plan, plan.StatedDuration, LongestLoad, "duration");
        RequireAtMost(plan, plan.QueryTimeout, LongestWait, "time for a query");
        RequireAtMost(plan, plan.WarmUp, LongestWait, "warm-up");
        RequireAtMost(plan, plan.Pause, LongestWait, "pause");
        Require(plan.DrainLimit >= TimeSpan.Zero, $"The drain of the load \"{plan.Name}\" must not be below zero.");
        Require(plan.MaxInFlight >= 1, $"At least one query of the load \"{plan.Name}\" must be allowed in flight, not {plan.MaxInFlight}.");
        if (plan.Abandon is { } rule)
        {
            Require(
                rule.FailedShare is >= 0 and < 1 && rule.For > TimeSpan.Zero,
                $"The load \"{plan.Name}\" is abandoned above a share of failures from 0% to below 100% for a time above zero.");
            Require(
                rule.For <= plan.StatedDuration,
                $"The load \"{plan.Name}\" lasts {DurationText.Of(plan.StatedDuration)}, so it can never be abandoned after failures for {DurationText.Of(rule.For)}; state a shorter time, or leave the rule out.");
        }

        if (plan.Capacity is { } capacity)
        {
            Require(
                plan is { Model: LoadModel.Open, Rate: not null },
                $"The steps of the load \"{plan.Name}\" need an open load with a rate to begin with.");
            Require(
                capacity.Limit >= plan.Rate!.Value,
                $"The steps of the load \"{plan.Name}\" must go up, but they begin at {plan.Rate} and end at {capacity.Limit}.");
            Require(
                capacity.From(plan.Rate!.Value).Take(MostSteps + 1).Count() <= MostSteps,
                $"The load \"{plan.Name}\" has more than {MostSteps} steps; state larger ones.");
        }

        CheckModel(plan);
        CheckStages(plan);
        CheckRate(plan);
    }

    private static void CheckRate(LoadPlan plan)
    {
        var busiest = Math.Max(
            plan.Capacity?.Limit.PerSecond ?? plan.Rate?.PerSecond ?? 0,
            plan.Stages.Select(stage => Math.Max(stage.From, stage.To)).DefaultIfEmpty(0).Max()) * plan.Clients;
        Require(
            busiest <= HighestRate,
            $"The load \"{plan.Name}\" asks {busiest:#,0.###} times per second, more than the {HighestRate:#,0} that one generator can plan; state a lower rate.");
        Require(
            plan.Model == LoadModel.BackToBack || ArrivalSchedule.Any(plan, plan.StatedDuration),
            $"The load \"{plan.Name}\" plans no query in {DurationText.Of(plan.StatedDuration)}; state a longer load, a higher rate or another seed.");
    }

    private static void CheckModel(LoadPlan plan)
    {
        if (plan.Model == LoadModel.BackToBack)
        {
            Require(
                plan.Rate is null && plan.Stages.Count == 0,
                $"The load \"{plan.Name}\" asks back to back, so it has no rate; leave the rate out or plan an open load.");
            Require(plan.Pattern == ArrivalPattern.Even, $"The load \"{plan.Name}\" asks back to back, so its starts cannot be random.");
            return;
        }

        Require(plan.Pause == TimeSpan.Zero, $"The load \"{plan.Name}\" has a schedule, so it cannot pause after each answer.");
        Require(
            plan.Rate is not null || plan.Stages.Count > 0,
            $"The load \"{plan.Name}\" needs a rate, for example \"once per second\".");
        if (plan.Model == LoadModel.Open)
        {
            Require(
                plan.Clients == 1,
                $"The open load \"{plan.Name}\" has one session, not {plan.Clients}; plan a load of concurrent clients instead.");
        }
        else
        {
            Require(plan.Stages.Count == 0, $"The load \"{plan.Name}\" of concurrent clients cannot have stages; plan an open load.");
        }
    }

    private static void CheckStages(LoadPlan plan)
    {
        if (plan.Stages.Count == 0)
        {
            return;
        }

        Require(plan.Rate is null, $"The load \"{plan.Name}\" has both a rate and stages; state one of them.");
        foreach (var stage in plan.Stages)
        {
            RequireAbove(plan, stage.StatedDuration, "duration of each stage");
            Require(
                stage is { From: >= 0, To: >= 0 } && double.IsFinite(stage.From + stage.To),
                $"The stages of the load \"{plan.Name}\" need rates of zero or more.");
        }

        Require(plan.Stages.Any(stage => stage.From + stage.To > 0), $"The stages of the load \"{plan.Name}\" send nothing.");
        var sum = plan.Stages.Aggregate(TimeSpan.Zero, (total, stage) => total + stage.StatedDuration);
        Require(
            sum == plan.StatedDuration,
            $"The stages of the load \"{plan.Name}\" last {sum}, but the load lasts {plan.StatedDuration}; make them equal.");
    }

    private static void RequireAbove(LoadPlan plan, TimeSpan value, string what) =>
        Require(value > TimeSpan.Zero, $"The {what} of the load \"{plan.Name}\" must be above zero, not {value}.");

    private static void RequireAtMost(LoadPlan plan, TimeSpan value, TimeSpan most, string what) =>
        Require(value <= most, $"The {what} of the load \"{plan.Name}\" is {DurationText.Of(value)}; it can be {DurationText.Of(most)} at most.");

    private static void Require(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            throw new PlanException(otherwise.ToString(CultureInfo.InvariantCulture));
        }
    }
}
