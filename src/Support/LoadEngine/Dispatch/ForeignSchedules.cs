using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Dispatch;

/// <summary>The planned starts of a client load one by one, the same as <see cref="ClientLoad"/> follows.</summary>
internal static class ForeignSchedules
{
    public static IEnumerable<PlannedQuery> Of(LoadPlan plan, TimeSpan duration)
    {
        var mix = new QueryMix(plan);
        var starts =
            from client in Enumerable.Range(0, plan.Clients)
            from planned in Starts(plan, client, duration)
            orderby planned, client
            select (planned, client);
        return starts.Select((start, n) => new PlannedQuery(start.client, n, TimeSpan.FromTicks(start.planned), mix.At(n).Query));
    }

    private static IEnumerable<long> Starts(LoadPlan plan, int client, TimeSpan duration)
    {
        var schedule = new ArrivalSchedule(plan, client, duration);
        while (schedule.Next() is { } planned)
        {
            yield return planned;
        }
    }
}
