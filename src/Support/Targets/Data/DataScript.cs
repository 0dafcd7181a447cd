using System.Security.Cryptography;
using System.Text;
using SparkLoad.Results;
using SparkLoad.Results.Text;
using SparkLoad.Targets.Queries;

namespace SparkLoad.Targets.Data;

/// <summary>Data of a team's own: the statements of <c>data/&lt;name&gt;.sql</c>, which each session runs before its first query.</summary>
public sealed class DataScript
{
    private const string Folder = "data";
    private const string Extension = ".sql";

    private DataScript(string name, string text, IReadOnlyList<SqlStatement> statements) =>
        (Name, Text, Statements) = (name, text, statements);

    /// <summary>As features write it.</summary>
    public string Name { get; }

    /// <summary>The file as it was read.</summary>
    public string Text { get; }

    /// <summary>Path of the file below the home, with a forward slash.</summary>
    public string File => $"{Folder}/{Name}{Extension}";

    /// <summary>What it is, for the results.</summary>
    public DataScriptInfo Info => new(Name, File, Statements.Count, Checksum);

    internal IReadOnlyList<SqlStatement> Statements { get; }

    private string Checksum => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)))[..16];

    /// <summary>The names of all data in a team's folder.</summary>
    public static IReadOnlyList<string> NamesIn(string home)
    {
        var folder = Path.Combine(home, Folder);
        return Directory.Exists(folder)
            ? [.. FilesIn(folder).Select(file => Path.GetFileNameWithoutExtension(file).Normalize()).Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Reads the data of that name.</summary>
    /// <param name="home">The team's folder.</param>
    /// <param name="name">As the feature writes it.</param>
    /// <exception cref="DataScriptException">There is no such file, or it cannot be read as statements; the message is one
    /// sentence.</exception>
    public static DataScript Find(string home, string name)
    {
        var (wanted, names) = (name.Normalize(), NamesIn(home));
        if (!names.Contains(wanted, StringComparer.Ordinal))
        {
            throw new DataScriptException($"There is no data \"{name}\": " + (names.Count == 0
                ? $"{home} has no file {Folder}/<name>{Extension}; write one, or leave out \"the data of \"{name}\"\"."
                : $"did you mean \"{NearestName.Of(wanted, names)}\"? "
                    + $"The files {Folder}/<name>{Extension} in {home} are {string.Join(", ", names.Select(known => $"\"{known}\""))}."));
        }

        var file = FilesIn(Path.Combine(home, Folder))
            .First(file => Path.GetFileNameWithoutExtension(file).Normalize() == wanted);
        return Read(wanted, file);
    }

    private static IEnumerable<string> FilesIn(string folder) =>
        Directory.GetFiles(folder, $"*{Extension}").Where(file => Path.GetFileName(file)[0] != '.');

    private static DataScript Read(string name, string file)
    {
        var shown = $"{Folder}/{name}{Extension}";
        var (text, problem) = TextFile.Read(file);
        var sql = new SqlText(text ?? throw new DataScriptException($"{shown}: {problem}"));
        return sql.Unfinished is { } unfinished
            ? throw new DataScriptException($"{shown}, line {unfinished.Line}: {unfinished.What} begins here and does not end.")
            : sql.Statements.Count > 0 ? new(name, text, sql.Statements)
            : throw new DataScriptException($"{shown} holds no statement: write one, such as CREATE TEMPORARY VIEW … AS …");
    }
}

/// <summary>Data that a scenario names cannot be used. The message is one sentence for its author.</summary>
public sealed class DataScriptException(string message) : Exception(message);
