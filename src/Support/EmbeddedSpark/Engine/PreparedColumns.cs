using System.Runtime.InteropServices;
using DuckDB.NET.Native;

namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>The result columns of a bound statement. DuckDB's C interface tells them, the .NET bindings do not pass it on.</summary>
internal static partial class PreparedColumns
{
    private const string Library = "duckdb";

    public static IReadOnlyList<(string Name, ColumnType Type)> Of(DuckDBPreparedStatement statement)
    {
        var handle = statement.DangerousGetHandle();
        var columns = new (string, ColumnType)[(int)ColumnCount(handle)];
        for (var i = 0; i < columns.Length; i++)
        {
            using var type = new DuckDBLogicalType();
            Marshal.InitHandle(type, LogicalType(handle, (ulong)i));
            columns[i] = (Name(handle, (ulong)i), ColumnType.Of(type));
        }

        GC.KeepAlive(statement);
        return columns;
    }

    private static string Name(nint statement, ulong index)
    {
        var text = ColumnName(statement, index);
        try
        {
            return Marshal.PtrToStringUTF8(text) ?? "";
        }
        finally
        {
            Free(text);
        }
    }

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    private static partial ulong ColumnCount(nint statement);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_name")]
    private static partial nint ColumnName(nint statement, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    private static partial nint LogicalType(nint statement, ulong index);

    [LibraryImport(Library, EntryPoint = "duckdb_free")]
    private static partial void Free(nint memory);
}
