using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;

namespace SparkLoad.LoadEngine.Tests.Proofs;

/// <summary>Whether each query was asked with the row of its parameters that DESIGN §9 states.</summary>
internal static class ParametersJudge
{
    /// <summary>In words the first query that was not; null where all were. A warm-up counts by itself.</summary>
    public static string? Misasked(LoadHappened load)
    {
        var drawn = new Dictionary<(string Name, long Turn), int?>();
        return Misasked(load.Plan, load.WarmUp, drawn) ?? Misasked(load.Plan, load.Queries, drawn);
    }

    private static string? Misasked(LoadPlan plan, IReadOnlyList<Query> queries, Dictionary<(string Name, long Turn), int?> drawn)
    {
        var inOrder = queries.OrderBy(query => query.N).ToArray();
        var asked = new long[plan.Clients];
        for (var n = 0; n < inOrder.Length; n++)
        {
            var query = inOrder[n];
            if (query.N != n || (n > 0 && query.Planned < inOrder[n - 1].Planned - 10))
            {
                return $"query {query.N} has the place {n} in the plan";
            }

            var turn = plan.Shape is BackToBackLoad ? query.Client + (plan.Clients * asked[query.Client]++) : n;
            var rows = plan.Mix.Single(share => share.Query == query.Name).ParameterRows;
            // What is drawn is the same for the same place; which row that is, nobody but the suite has to know.
            drawn.TryAdd((query.Name, turn), query.Row);
            var right = rows == 0 ? query.Row is null
                : plan.RandomParameters ? query.Row >= 0 && query.Row < rows && query.Row == drawn[(query.Name, turn)]
                : query.Row == turn % rows;
            if (!right)
            {
                return $"query {n}, turn {turn}, of {rows} rows was asked with row {query.Row}";
            }
        }

        var stuck = plan.RandomParameters ? inOrder.GroupBy(query => query.Name).FirstOrDefault(IsStuck) : null;
        return stuck is null ? null : $"\"{stuck.Key}\" was asked with the row {stuck.First().Row} {stuck.Count()} times, at random";

        // By chance that happens once in 2^99 times.
        bool IsStuck(IGrouping<string, Query> same) => same.Count() >= 100 && same.Select(query => query.Row).Distinct().Count() == 1
            && plan.Mix.Single(share => share.Query == same.Key).ParameterRows > 1;
    }
}
