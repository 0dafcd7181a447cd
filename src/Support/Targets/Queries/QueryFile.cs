using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Grpc.Core;

namespace SparkLoad.Targets.Queries;

/// <summary>Reads one file of the folder <c>queries</c>, with all its mistakes.</summary>
internal sealed partial class QueryFile
{
    private static readonly string[] KeyTypes = ["tinyint", "smallint", "int", "bigint", "string"];

    private readonly List<QueryProblem> _problems = [];
    private int _firstLine;

    public QueryFile(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path).Normalize(NormalizationForm.FormC);
        Shown = $"{QueryCatalog.Folder}/{Path.GetFileName(path)}";
        ShownParameters = $"{QueryCatalog.Folder}/{Path.GetFileNameWithoutExtension(path)}{QueryCatalog.Parameters}";
        if (ReadText(path, Shown) is { } text)
        {
            var values = Path.ChangeExtension(path, QueryCatalog.Parameters);
            Query = Read(Name, text, File.Exists(values) ? ReadText(values, ShownParameters) : null);
        }
    }

    /// <summary>The query's name.</summary>
    public string Name { get; }

    /// <summary>Path below the suite's home, as messages say it.</summary>
    public string Shown { get; }

    /// <summary>The same of the file with the values of its parameters.</summary>
    public string ShownParameters { get; }

    /// <summary>What stands in it, as far as it can be read; null where nothing can.</summary>
    public CatalogQuery? Query { get; }

    public IReadOnlyList<QueryProblem> Problems => _problems;

    private void Problem(int? line, string text) => _problems.Add(new(Shown, line, text));

    private string? ReadText(string path, string shown)
    {
        var (text, problem) = TextFile.Read(path);
        if (problem is not null)
        {
            _problems.Add(new(shown, null, problem));
        }

        return text;
    }

    private CatalogQuery Read(string name, string text, string? values)
    {
        var lines = text.Split('\n');
        var header = QueryHeader.Read(lines, (line, problem) => Problem(line, problem));
        var query = new CatalogQuery(name, StatementOf(lines, header.Lines))
        {
            Description = header.Description,
            Source = text,
            SessionSetup = [.. header.All(QueryHeader.Session).Select(SessionStatement).OfType<string>()],
            Reads = [.. header.All(QueryHeader.Reads).Select(Table).OfType<TableRead>()],
            ExpectedRows = Count(header.One(QueryHeader.Rows), least: 0),
            RowLimit = Count(header.One(QueryHeader.AtMost), least: 1),
            Checksum = ChecksumOf(header.One(QueryHeader.Checksum)),
            SyntheticChecksum = ChecksumOf(header.One(QueryHeader.SyntheticChecksum)),
            FailsWith = ErrorClass(header.One(QueryHeader.FailsWith)),
            MayBeEmpty = Flag(header.One(QueryHeader.MayBeEmpty)),
            RowsWritten = header.One(QueryHeader.RowsWritten) is { } back ? ReadingBack(back) : null,
        };
        CheckTogether(header, QueryHeader.AtMost, QueryHeader.Rows);
        foreach (var key in QueryHeader.Keys.Except([QueryHeader.FailsWith, QueryHeader.Session, QueryHeader.Reads]))
        {
            CheckTogether(header, QueryHeader.FailsWith, key);
        }

        var parameters = values is null
            ? null
            : ParameterFile.Read(values, (line, problem) => _problems.Add(new(ShownParameters, line, problem)));
        CheckParameters(header, query.Text, parameters);
        if (header.One(QueryHeader.RowsWritten) is { } written)
        {
            CheckKeys(written, parameters);
        }

        return query with { Parameters = parameters };
    }

    private void CheckTogether(QueryHeader header, string one, string other)
    {
        if (header.One(one) is not null && header.One(other) is { } entry)
        {
            Problem(entry.Line, $"\"{one}\" and \"{other}\" do not go together: keep one of them.");
        }
    }

    private void CheckParameters(QueryHeader header, string sql, QueryParameters? parameters)
    {
        var markers = SqlMarkers.Of(sql);
        string[] columns = [.. parameters?.Columns.Select(column => column.Name) ?? []];
        foreach (var (name, at, _) in markers)
        {
            var line = _firstLine + sql.AsSpan(0, at).Count('\n');
            if (name == "?")
            {
                Problem(line, "a parameter is written as \"?\": give it a name, such as :passengers.");
            }
            else if (parameters is null)
            {
                Problem(line, $":{name} has no value: write the file {ShownParameters} with a column \"{name}\".");
            }
            else if (!columns.Contains(name))
            {
                Problem(line, $":{name} has no column in {ShownParameters}: add one named \"{name}\".");
            }
        }

        foreach (var column in columns.Where(column => column.Length > 0 && markers.All(marker => marker.Name != column)))
        {
            _problems.Add(new(ShownParameters, 1, $"the column \"{column}\" is no parameter of {Shown}: write :{column} there, "
                + "or leave the column out."));
        }

        string[] alone = [QueryHeader.AtMost, QueryHeader.Checksum, QueryHeader.SyntheticChecksum];
        foreach (var entry in alone.Select(header.One).OfType<QueryHeader.Entry>().Where(_ => markers.Count > 0))
        {
            Problem(entry.Line, $"\"{entry.Key}\" does not go together with parameters, for each row has an answer of its own: "
                + (entry.Key == QueryHeader.AtMost ? "write the LIMIT into the query." : "leave the line out."));
        }
    }

    private string StatementOf(string[] lines, int from)
    {
        var sql = new SqlText(string.Join('\n', lines.Skip(from)));
        if (sql.Unfinished is { } unfinished)
        {
            Problem(from + unfinished.Line, $"{unfinished.What} begins here and does not end.");
        }
        else if (sql.Statements is [_, var second, ..])
        {
            Problem(from + second.Line, "a second statement begins here, and a query's file holds one: "
                + $"put what comes before the query into the header, as \"-- {QueryHeader.Session}: …\".");
        }
        else if (sql.Statements is [])
        {
            Problem(null, "there is no statement in it: write one below the header.");
        }

        if (sql.Statements is not [var first, ..])
        {
            return "";
        }

        _firstLine = from + first.Line;
        return first.Text;
    }

    private string? SessionStatement(QueryHeader.Entry entry)
    {
        var sql = new SqlText(entry.Value);
        if (sql.Unfinished is { } unfinished)
        {
            Problem(entry.Line + unfinished.Line - 1, $"{unfinished.What} begins here and does not end.");
        }
        else if (sql.Statements is [var one])
        {
            return one.Text;
        }
        else
        {
            Problem(entry.Line, $"\"{entry.Key}\" holds {(sql.Statements.Count == 0 ? "no statement" : "several statements")}: "
                + $"write one line \"-- {entry.Key}: …\" for each.");
        }

        return null;
    }

    private string? ReadingBack(QueryHeader.Entry entry)
    {
        var statement = SessionStatement(entry);
        if (statement is null || SqlText.OnlyReads(statement))
        {
            return statement;
        }

        Problem(entry.Line, $"\"{entry.Key}\" may write: write a SELECT that reads the rows back, such as SELECT number FROM receipts.");
        return null;
    }

    private void CheckKeys(QueryHeader.Entry entry, QueryParameters? parameters)
    {
        if (parameters is null)
        {
            Problem(entry.Line, $"\"{entry.Key}\" tells rows apart by the query's first parameter, and it has none: "
                + "write a number that differs in each row, such as :number.");
            return;
        }

        if (parameters.Columns is not [var (name, type), ..] || type.Length == 0)
        {
            return;
        }

        if (!KeyTypes.Contains(type))
        {
            _problems.Add(new(ShownParameters, 1, $"the first column \"{name}\" is of the type {type}, and \"{entry.Key}\" tells rows "
                + $"apart by it: put a column of the type {string.Join(", ", KeyTypes[..^1])} or {KeyTypes[^1]} first."));
        }
        else if (parameters.Keys.GroupBy(key => key).FirstOrDefault(same => same.Key is null || same.Count() > 1) is { } unclear)
        {
            _problems.Add(new(ShownParameters, null, unclear.Key is null
                ? $"a value of the column \"{name}\" is missing, and \"{entry.Key}\" tells rows apart by it: write one in each row."
                : $"\"{unclear.Key}\" is there twice in the column \"{name}\", and \"{entry.Key}\" tells rows apart by it: "
                    + "write another value in each row."));
        }
    }

    private TableRead? Table(QueryHeader.Entry entry)
    {
        var match = TableAndColumns().Match(entry.Value);
        if (!match.Success)
        {
            Problem(entry.Line, $"\"{entry.Key}\" is \"{OneLine(entry.Value)}\": write a table and the columns that the query needs, "
                + "such as nyc_taxi(passenger_count, fare_amount).");
            return null;
        }

        return new(match.Groups["table"].Value, [.. match.Groups["column"].Captures.Select(column => column.Value.Trim('`'))]);
    }

    private long? Count(QueryHeader.Entry? entry, long least)
    {
        if (entry is null)
        {
            return null;
        }

        if (long.TryParse(entry.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least)
        {
            return number;
        }

        Problem(entry.Line, $"\"{entry.Key}\" is \"{OneLine(entry.Value)}\": write a number of rows in plain digits, such as 1000.");
        return null;
    }

    private ulong? ChecksumOf(QueryHeader.Entry? entry)
    {
        if (entry is null)
        {
            return null;
        }

        if (Hexadecimal().Match(entry.Value) is { Success: true } match)
        {
            return ulong.Parse(match.Groups[1].ValueSpan, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        Problem(entry.Line, $"\"{entry.Key}\" is \"{OneLine(entry.Value)}\": write 0x and up to 16 hexadecimal digits.");
        return null;
    }

    private string? ErrorClass(QueryHeader.Entry? entry)
    {
        if (entry is null || ClassName().IsMatch(entry.Value) || Enum.GetNames<StatusCode>().Contains(entry.Value))
        {
            return entry?.Value;
        }

        Problem(entry.Line, $"\"{entry.Key}\" is \"{OneLine(entry.Value)}\": write an error class of Spark's, such as "
            + "TABLE_OR_VIEW_NOT_FOUND, or where it names none the status of gRPC, such as ResourceExhausted.");
        return null;
    }

    private bool Flag(QueryHeader.Entry? entry)
    {
        if (entry is not null && entry.Value is not ("" or "yes"))
        {
            Problem(entry.Line, $"\"{entry.Key}\" is \"{OneLine(entry.Value)}\": write yes, or leave the line out.");
        }

        return entry is not null;
    }

    private static string OneLine(string value) => value.ReplaceLineEndings(" ");

    [GeneratedRegex(@"^(?<table>(\w+|`[^`]+`)(\.(\w+|`[^`]+`)){0,3})\s*(\(\s*((?<column>\w+|`[^`]+`)\s*(,\s*(?!\))|(?=\))))+\))?$")]
    private static partial Regex TableAndColumns();

    [GeneratedRegex(@"^0[xX]([0-9a-fA-F]{1,16})$")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex(@"^[A-Z_][A-Z0-9_]*(\.[A-Z0-9_]+)*$")]
    private static partial Regex ClassName();
}
