using System.Text.RegularExpressions;

namespace SparkLoad.EmbeddedSpark.Errors;

/// <summary>Finds the Spark condition that fits a failure of DuckDB, by the words of its message: its error codes are too coarse.</summary>
internal static partial class DuckErrors
{
    private static readonly (Regex Pattern, Func<Match, string, SparkException> Make)[] Rules =
    [
        (Marker(), (m, _) => Raised(m.Groups[1].Value, m.Groups[2].Value)),
        (NearText(), (m, _) => SparkErrors.Parse($"'{m.Groups[1].Value}'")),
        (ParserError(), (_, _) => SparkErrors.Parse("end of input")),
        (NoTable(), (m, _) => SparkErrors.TableNotFound(m.Groups[1].Value)),
        (Exists(), (m, _) => SparkErrors.TableExists(m.Groups[1].Value, temporary: false)),
        (NoFunction(), (m, _) => Analysis(
            "UNRESOLVED_ROUTINE", "42883", $"Cannot resolve routine {SparkErrors.Quote(m.Groups[1].Value)}.",
            ("routineName", SparkErrors.Quote(m.Groups[1].Value)))),
        (NoSchema(), (m, _) => Analysis(
            "SCHEMA_NOT_FOUND", "42704", $"The schema {SparkErrors.Quote(m.Groups[1].Value)} cannot be found.",
            ("schemaName", SparkErrors.Quote(m.Groups[1].Value)))),
        (NoColumn(), (m, _) => NoSuchColumn(m.Groups[1].Value)),
        (NoColumnOfTable(), (m, _) => NoSuchColumn($"{m.Groups[1].Value}.{m.Groups[2].Value}")),
        (NoTableOfColumn(), (m, _) => NoSuchColumn(m.Groups[1].Value)),
        (NotGrouped(), (m, sql) => sql.Contains("GROUP BY", StringComparison.OrdinalIgnoreCase)
            ? Analysis(
                "MISSING_AGGREGATION", "42803",
                $"The non-aggregating expression \"{m.Groups[1].Value}\" is based on columns which are not in the GROUP BY clause.",
                ("expression", $"\"{m.Groups[1].Value}\""))
            : Analysis("MISSING_GROUP_BY", "42803", "The query does not include a GROUP BY clause.")),
        (Ambiguous(), (m, _) => Analysis(
            "AMBIGUOUS_REFERENCE", "42704", $"Reference {SparkErrors.Quote(m.Groups[1].Value)} is ambiguous.",
            ("name", SparkErrors.Quote(m.Groups[1].Value)))),
        (WrongTypes(), (m, _) => Analysis("DATATYPE_MISMATCH.UNEXPECTED_INPUT_TYPE", "42K09", FirstLine(m.Groups[1].Value))),
        (NoFiles(), (m, _) =>
            Analysis("PATH_NOT_FOUND", "42K03", $"Path does not exist: {m.Groups[1].Value}.", ("path", m.Groups[1].Value))),
        (BadCast(), (m, _) => Malformed(ErrorKind.NumberFormat, m.Groups[1].Value, SparkType(m.Groups[2].Value))),
        (BadDate(), (m, _) => Malformed(ErrorKind.DateTime, m.Groups[2].Value, m.Groups[1].Value.ToUpperInvariant())),
        (CastRange(), (m, _) => new SparkException(ErrorKind.Arithmetic, "CAST_OVERFLOW", "22003", FirstLine(m.Groups[1].Value))),
        (Overflow(), (m, _) => new SparkException(
            ErrorKind.Arithmetic, "ARITHMETIC_OVERFLOW", "22003", FirstLine(m.Groups[1].Value),
            SparkErrors.With("message", FirstLine(m.Groups[1].Value)))),
        (Binder(), (m, _) => Analysis("INVALID_SQL_SYNTAX", "42000", FirstLine(m.Groups[1].Value))),
    ];

    /// <param name="sql">The statement as the client sent it.</param>
    public static SparkException ToSpark(string message, string sql)
    {
        if (message.StartsWith("INTERRUPT", StringComparison.Ordinal))
        {
            return SparkErrors.Canceled();
        }

        foreach (var (pattern, make) in Rules)
        {
            if (pattern.Match(message) is { Success: true } match)
            {
                return make(match, sql);
            }
        }

        return SparkErrors.Internal(FirstLine(message));
    }

    private static SparkException Raised(string errorClass, string text) => errorClass switch
    {
        "DIVIDE_BY_ZERO" or "REMAINDER_BY_ZERO" =>
            new(ErrorKind.Arithmetic, errorClass, "22012", text, SparkErrors.With("config", "\"spark.sql.ansi.enabled\"")),
        "USER_RAISED_EXCEPTION" => new(ErrorKind.Runtime, errorClass, "P0001", text, SparkErrors.With("errorMessage", text)),
        _ => new(ErrorKind.Runtime, errorClass, "XX000", text),
    };

    private static SparkException Malformed(ErrorKind kind, string value, string type) => new(
        kind, "CAST_INVALID_INPUT", "22018",
        $"The value '{value}' of the type \"STRING\" cannot be cast to \"{type}\" because it is malformed.",
        new Dictionary<string, string> { ["expression"] = $"'{value}'", ["sourceType"] = "\"STRING\"", ["targetType"] = $"\"{type}\"" });

    private static SparkException NoSuchColumn(string name) => Analysis(
        "UNRESOLVED_COLUMN.WITHOUT_SUGGESTION", "42703",
        $"A column, variable, or function parameter with name {SparkErrors.Quote(name)} cannot be resolved.",
        ("objectName", SparkErrors.Quote(name)));

    private static SparkException Analysis(string errorClass, string state, string text, params (string Name, string Value)[] parameters) =>
        new(ErrorKind.Analysis, errorClass, state, text, parameters.ToDictionary(p => p.Name, p => p.Value));

    private static string FirstLine(string text) => text.Split('\n', 2)[0];

    private static string SparkType(string duckType) => duckType switch
    {
        "INT8" => "TINYINT", "INT16" => "SMALLINT", "INT32" => "INT", "INT64" => "BIGINT", "BOOL" => "BOOLEAN", _ => duckType,
    };

    [GeneratedRegex(@"^Invalid Input Error: \[([A-Z_.]+)\] (.*)$", RegexOptions.Singleline)]
    private static partial Regex Marker();

    [GeneratedRegex(@"^(?:Parser|Binder) Error: syntax error at or near ""([^""]*)""")]
    private static partial Regex NearText();

    [GeneratedRegex("^Parser Error:")]
    private static partial Regex ParserError();

    [GeneratedRegex(@"^(?:Catalog|Binder) Error: (?:Table|View) with name ""?([^\s""]+)""? does not exist")]
    private static partial Regex NoTable();

    [GeneratedRegex(@"^Catalog Error: (?:Table|View) with name ""?([^\s""]+)""? already exists")]
    private static partial Regex Exists();

    [GeneratedRegex(@"^(?:Catalog|Binder) Error: (?:[A-Z]\w+ )*(?:Function|Macro)\w* with name ""?([^\s""]+)""? does not exist")]
    private static partial Regex NoFunction();

    [GeneratedRegex(@"^(?:Catalog|Binder) Error: Schema with name ""?([^\s""]+)""? does not exist")]
    private static partial Regex NoSchema();

    [GeneratedRegex(@"^Binder Error: Referenced column ""([^""]+)"" (?:was )?not found")]
    private static partial Regex NoColumn();

    [GeneratedRegex(@"^Binder Error: (?:Table|Values list) ""([^""]+)"" does not have a column named ""([^""]+)""")]
    private static partial Regex NoColumnOfTable();

    [GeneratedRegex(@"^Binder Error: Referenced table ""([^""]+)"" not found")]
    private static partial Regex NoTableOfColumn();

    [GeneratedRegex(@"^Binder Error: column ""?([^""\s]+)""? must appear in the GROUP BY")]
    private static partial Regex NotGrouped();

    [GeneratedRegex(@"^Binder Error: Ambiguous reference to column name ""([^""]+)""")]
    private static partial Regex Ambiguous();

    [GeneratedRegex(@"^Binder Error: ((?:Could not choose|No function matches|Cannot compare|Cannot mix)[\s\S]*)")]
    private static partial Regex WrongTypes();

    [GeneratedRegex(@"^IO Error: No files found that match the pattern ""([^""]+)""")]
    private static partial Regex NoFiles();

    [GeneratedRegex(@"^Conversion Error: Could not convert string '([\s\S]*?)' to (\w+)")]
    private static partial Regex BadCast();

    [GeneratedRegex(@"^Conversion Error: [^""]*?(date|timestamp)[^""]*""([^""]*)""")]
    private static partial Regex BadDate();

    [GeneratedRegex(@"^Conversion Error: ([\s\S]*)")]
    private static partial Regex CastRange();

    [GeneratedRegex(@"^Out of Range Error: ([\s\S]*)")]
    private static partial Regex Overflow();

    [GeneratedRegex(@"^(?:Binder|Catalog) Error: ([\s\S]*)")]
    private static partial Regex Binder();
}
