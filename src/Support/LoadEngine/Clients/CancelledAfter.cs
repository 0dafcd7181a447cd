using SparkLoad.LoadEngine.Plans;
using SparkLoad.Results.Text;

namespace SparkLoad.LoadEngine.Clients;

/// <summary>
/// Each query is cancelled some time after its start, as by somebody who has waited long enough. It has gone well once the service says
/// that it has stopped, or where its answer was quicker.
/// </summary>
/// <param name="After">From the query's start; above zero, and less than a query may take.</param>
public sealed record CancelledAfter(TimeSpan After) : Asking
{
    public override TimeSpan? CancelAfter => After;

    internal override string Words => $"the answer, cancelled after {DurationText.Of(After)}";

    internal override string Announced => $", each cancelled after {DurationText.Of(After)},";

    internal override string WithoutRows => "cancels its queries, so that no answer is whole";

    internal override string Unfit(string externalClient) =>
        $"{externalClient} does not tell when a query that it cancelled has ended; compare two Sparks instead";

    internal override void Check(PlanCheck check, LoadPlan plan)
    {
        check.RequireAbove(After, "time after which queries are cancelled");
        var (cancelled, longest) = (DurationText.Of(After), DurationText.Of(plan.QueryTimeout));
        PlanCheck.Require(
            After < plan.QueryTimeout,
            $"A query of the load \"{plan.Name}\" may take {longest}, so it cannot be cancelled after {cancelled}; cancel it earlier.");
    }
}
