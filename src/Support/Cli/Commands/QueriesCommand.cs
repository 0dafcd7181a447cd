using SparkLoad.Results.Text;
using SparkLoad.Targets.Queries;
using Spectre.Console.Cli;

namespace SparkLoad.Cli.Commands;

internal sealed class QueriesCommand : Command
{
    public override int Execute(CommandContext context, CancellationToken cancellationToken)
    {
        var catalog = QueryCatalog.ReadHome();
        foreach (var query in catalog.All)
        {
            Console.WriteLine(query.Name);
            foreach (var line in Facts(query))
            {
                Console.WriteLine($"  {line}");
            }
        }

        foreach (var problem in catalog.Problems)
        {
            Console.Error.WriteLine(problem);
        }

        if (catalog is { All.Count: 0, Problems.Count: 0 })
        {
            Console.Error.WriteLine($"There are no queries: write one as {catalog.Place} and any name that ends with .sql.");
        }

        return catalog.All.Count == 0 || catalog.Problems.Count > 0 ? CommandLine.Failed : 0;
    }

    private static IEnumerable<string> Facts(CatalogQuery query)
    {
        if (query.Description.Length > 0)
        {
            yield return query.Description;
        }

        if (query.Parameters is { } parameters)
        {
            yield return $"parameters: {string.Join(", ", parameters.Columns.Select(column => $"{column.Name} {column.Type}"))} "
                + $"({Figures.Plural(parameters.Rows.Count, "row")})";
        }

        foreach (var (table, columns) in query.Reads)
        {
            yield return columns.Count == 0 ? $"reads {table}" : $"reads {table}: {string.Join(", ", columns)}";
        }

        if (query.FailsWith is { } error)
        {
            yield return $"fails with {error}";
        }

        if (query.MayBeEmpty)
        {
            yield return "may be empty";
        }
    }
}
