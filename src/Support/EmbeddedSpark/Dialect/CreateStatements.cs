using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Hosting;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>CREATE of tables, views and databases. How and where a table is stored is read over: all of them live in memory.</summary>
internal sealed class CreateStatements(ServerVersion version, Session session, ExpressionTranslator expressions)
{
    public StatementPlan Translate(NodeReader reader)
    {
        var replace = reader.TryTakeAll("OR", "REPLACE");
        var isGlobal = reader.TryTake("GLOBAL");
        if (reader.TryTake("TEMPORARY", "TEMP"))
        {
            reader.Expect("VIEW");
            Func<IReadOnlyList<string>, string> place =
                isGlobal ? TableNames.GlobalTemporary : name => TableNames.Temporary(name, session);
            return View(reader, replace, place) with { IsTemporary = true };
        }

        if (reader.TryTake("VIEW"))
        {
            return View(reader, replace, name => TableNames.Shared(name, session));
        }

        if (reader.TryTake("TABLE"))
        {
            return Table(reader, replace);
        }

        reader.Expect("DATABASE", "SCHEMA", "NAMESPACE");
        var exists = reader.TryTakeAll("IF", "NOT", "EXISTS") ? "IF NOT EXISTS " : "";
        return StatementPlan.Do($"CREATE SCHEMA {exists}{TableNames.Existing(reader.TakeName())}");
    }

    private static string Head(string what, bool replace, NodeReader reader)
    {
        var ifNotExists = reader.TryTakeAll("IF", "NOT", "EXISTS");
        return $"CREATE {(replace ? "OR REPLACE " : "")}{what} {(ifNotExists ? "IF NOT EXISTS " : "")}";
    }

    private StatementPlan View(NodeReader reader, bool replace, Func<IReadOnlyList<string>, string> place)
    {
        var head = Head("VIEW", replace, reader) + place(reader.TakeName());
        if (reader.Current is SqlGroup columns)
        {
            reader.Take();
            head += $"({string.Join(", ", SqlTree.SplitByComma(columns.Items).Select(c => SqlTree.Print([c[0]])))})";
        }

        if (reader.TryTake("USING"))
        {
            var format = reader.TakeName()[0];
            reader.Expect("OPTIONS");
            return StatementPlan.Do($"{head} AS SELECT * FROM {Files.Source(format, [Path((SqlGroup)reader.Take())])}");
        }

        SkipStorage(reader, out _);
        reader.Expect("AS");
        return StatementPlan.Do($"{head} AS {Query(reader)}");
    }

    private StatementPlan Table(NodeReader reader, bool replace)
    {
        var head = Head("TABLE", replace, reader) + TableNames.Shared(reader.TakeName(), session);
        var columns = reader.Current is SqlGroup ? Columns((SqlGroup)reader.Take()) : null;
        SkipStorage(reader, out var hasFormat);
        if (!hasFormat && !version.IsFour)
        {
            // 3.5 takes a table without USING for one of Hive's, which a server without Hive refuses.
            throw new SparkException(
                ErrorKind.Analysis, "NOT_SUPPORTED_COMMAND_WITHOUT_HIVE_SUPPORT", "0A000",
                "CREATE Hive TABLE (AS SELECT) is not supported, if you want to enable it, please set "
                + "\"spark.sql.catalogImplementation\" to \"hive\".");
        }

        if (reader.TryTake("AS") || QueryTranslator.IsQuery(reader.Rest))
        {
            return StatementPlan.Do($"{head} AS {Query(reader)}");
        }

        reader.ExpectEnd();
        return StatementPlan.Do($"{head} ({string.Join(", ", columns ?? throw reader.Unexpected())})");
    }

    private string Query(NodeReader reader) => QueryTranslator.IsQuery(reader.Rest)
        ? SqlTree.Print(expressions.Queries.Translate(reader.Rest))
        : throw reader.Unexpected();

    private static IReadOnlyList<string> Columns(SqlGroup group) => [.. SqlTree.SplitByComma(group.Items).Select(column =>
    {
        var at = 1;
        var name = column is [SqlToken { Kind: SqlKind.Word or SqlKind.QuotedName } token, ..]
            ? token.Text
            : throw SparkErrors.Parse($"'{SqlTree.Print(column)}'");
        return $"{SqlTree.Name(name)} {TypeNames.Read(column, ref at)}";
    })];

    private static string Path(SqlGroup options) => SqlTree.SplitByComma(options.Items)
        .Where(o => o.Count > 1 && ((SqlToken)o[0]).Text.Equals("path", StringComparison.OrdinalIgnoreCase))
        .Select(o => ((SqlToken)o[^1]).Text).FirstOrDefault() ?? throw SparkErrors.IllegalArgument("The option 'path' is missing.");

    private static void SkipStorage(NodeReader reader, out bool hasFormat)
    {
        hasFormat = false;
        while (reader.Current is { } node && !node.Is("AS") && !node.IsAny("SELECT", "WITH", "VALUES"))
        {
            hasFormat |= node.Is("USING");
            if (!node.IsAny("USING", "PARTITIONED", "CLUSTERED", "SORTED", "BY", "INTO", "BUCKETS", "OPTIONS", "LOCATION", "COMMENT",
                "TBLPROPERTIES", "STORED")
                && node is not SqlGroup and not SqlToken { Kind: SqlKind.Text or SqlKind.Number })
            {
                throw reader.Unexpected();
            }

            reader.Take();
            if (node.Is("USING"))
            {
                reader.TakeName();
            }
        }
    }
}
