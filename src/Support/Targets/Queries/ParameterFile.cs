using System.Globalization;
using CsvHelper;
using SparkLoad.Results.Text;

namespace SparkLoad.Targets.Queries;

/// <summary>Reads the file with the values of a query's parameters, with all its mistakes.</summary>
internal sealed class ParameterFile
{
    /// <summary>A file that is wrong throughout is wrong in one way.</summary>
    private const int MostProblems = 20;

    private readonly Action<int?, string> _problem;
    private readonly List<(string Name, ParameterType? Type)> _columns = [];
    private readonly List<object?[]> _rows = [];
    private int _problems;

    private ParameterFile(string text, Action<int?, string> problem)
    {
        _problem = problem;
        var options = new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            TrackLineNumbers = true,
            OnMalformedRecord = record => Problem((int)record.LineNumber, "a quotation mark stands where no value begins or ends: "
                + "put the whole value in quotes and write a mark within it twice."),
        };
        using var reader = CsvReader.FromText(text, options);
        if (!reader.Read())
        {
            Problem(null, "the file is empty: write a first line with the names of the parameters, and the values below.");
            return;
        }

        ReadHeader(Fields(reader));
        while (_problems < MostProblems && reader.Read())
        {
            ReadRow(Fields(reader), (int)reader.LineNumber);
        }

        if (_rows.Count == 0 && _problems == 0)
        {
            Problem(null, "there are no values below its first line: write a line for each row of parameters.");
        }
    }

    /// <param name="text">Of the whole file.</param>
    /// <param name="problem">Told of a mistake, with its line.</param>
    /// <returns>What stands in it, as far as it can be read.</returns>
    public static QueryParameters Read(string text, Action<int?, string> problem)
    {
        var file = new ParameterFile(text, problem);
        return new([.. file._columns.Select(column => new ParameterColumn(column.Name, column.Type?.Name ?? ""))], file._rows, text);
    }

    private static string[] Fields(CsvReader reader) => [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];

    private void ReadHeader(string[] header)
    {
        foreach (var field in header)
        {
            var colon = field.IndexOf(':', StringComparison.Ordinal);
            var name = (colon < 0 ? field : field[..colon]).Trim();
            var type = colon < 0 ? "string" : field[(colon + 1)..].Trim();
            if (name.Length == 0)
            {
                Problem(1, string.Create(CultureInfo.InvariantCulture,
                    $"column {_columns.Count + 1} has no name: write that of its parameter."));
            }
            else if (_columns.Exists(column => column.Name == name))
            {
                Problem(1, $"the column \"{name}\" stands here twice: keep one of them.");
            }

            if (ParameterType.Of(type) is null)
            {
                Problem(1, type.StartsWith("decimal(", StringComparison.OrdinalIgnoreCase) && !type.EndsWith(')')
                    ? $"the type of the column \"{name}\" is cut at its comma: put it in quotes, as \"{name}:decimal(10,2)\"."
                    : $"the column \"{name}\" has the type \"{type}\": did you mean {NearestName.Of(type, ParameterType.Names)}? "
                        + $"The types are {string.Join(", ", ParameterType.Names)}.");
            }

            _columns.Add((name, ParameterType.Of(type)));
        }
    }

    private void ReadRow(string[] fields, int line)
    {
        if (fields.Length != _columns.Count)
        {
            Problem(line, $"the line has {Figures.Plural(fields.Length, "value")} and the first line "
                + $"{Figures.Plural(_columns.Count, "column")}: put a value that holds a comma in quotes.");
            return;
        }

        _rows.Add([.. fields.Select((field, i) => Value(field, _columns[i], line))]);
    }

    private object? Value(string field, (string Name, ParameterType? Type) column, int line)
    {
        if (field.Length == 0 || column.Type is not { } type)
        {
            return column.Type?.Null;
        }

        if (type.Read(field) is { } value)
        {
            return value;
        }

        Problem(line, $"\"{field.ReplaceLineEndings(" ")}\" in the column \"{column.Name}\" is not a value of {type.Name}, which is "
            + $"written as {type.Example}.");
        return null;
    }

    private void Problem(int? line, string text)
    {
        _problems++;
        _problem(line, text);
    }
}
