using SparkLoad.EmbeddedSpark.Engine;
using SparkLoad.EmbeddedSpark.Errors;
using SparkLoad.EmbeddedSpark.Sessions;

namespace SparkLoad.EmbeddedSpark.Dialect;

/// <summary>Where a named table or view stands.</summary>
internal static class TableNames
{
    /// <summary>One that is to be found: unqualified names go through the search path, temporary views first.</summary>
    public static string Existing(IReadOnlyList<string> name) => string.Join('.', name.Select(SqlTree.Name));

    /// <summary>A table or view that all sessions share.</summary>
    public static string Shared(IReadOnlyList<string> name, Session session) =>
        name.Count == 1 ? $"{DuckDatabase.Catalog}.{SqlTree.Name(session.CurrentDatabase)}.{SqlTree.Name(name[0])}" : Existing(name);

    /// <summary>A view of one session.</summary>
    public static string Temporary(IReadOnlyList<string> name, Session session) => name.Count == 1
        ? $"{DuckDatabase.Catalog}.{session.Schema}.{SqlTree.Name(name[0])}"
        : throw new SparkException(
            ErrorKind.Parse, "TEMP_VIEW_NAME_TOO_MANY_NAME_PARTS", "428EK",
            $"CREATE TEMPORARY VIEW or the corresponding Dataset APIs only accept single-part view "
            + $"names, but got: {string.Join('.', name)}.");

    public static string GlobalTemporary(IReadOnlyList<string> name) =>
        $"{DuckDatabase.Catalog}.{DuckDatabase.GlobalTemp}.{SqlTree.Name(name[^1])}";
}
