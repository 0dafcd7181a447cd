using DuckDB.NET.Native;
using static DuckDB.NET.Native.NativeMethods;

namespace SparkLoad.EmbeddedSpark.Engine;

/// <summary>A DuckDB type with what its values need: width and scale of decimals, names and types of the parts of nested ones.</summary>
internal sealed record ColumnType(DuckDBType Id)
{
    public byte Width { get; init; }

    public byte Scale { get; init; }

    /// <summary>The width by which DuckDB stores a decimal, where <see cref="Width"/> was narrowed; 0 for the same.</summary>
    public byte Storage { get; init; }

    public int ArraySize { get; init; }

    public IReadOnlyList<(string Name, ColumnType Type)> Children { get; init; } = [];

    public static ColumnType Of(DuckDBLogicalType type)
    {
        var id = LogicalType.DuckDBGetTypeId(type);
        return id switch
        {
            DuckDBType.Decimal => new(id) { Width = LogicalType.DuckDBDecimalWidth(type), Scale = LogicalType.DuckDBDecimalScale(type) },
            DuckDBType.List => new(id) { Children = [("element", Child(LogicalType.DuckDBListTypeChildType(type)))] },
            DuckDBType.Array => new(id)
            {
                Children = [("element", Child(LogicalType.DuckDBArrayTypeChildType(type)))],
                ArraySize = (int)LogicalType.DuckDBArrayVectorGetSize(type),
            },
            DuckDBType.Map => new(id)
            {
                Children =
                    [("key", Child(LogicalType.DuckDBMapTypeKeyType(type))), ("value", Child(LogicalType.DuckDBMapTypeValueType(type)))],
            },
            DuckDBType.Struct => new(id) { Children = [.. Fields(type)] },
            _ => new(id),
        };
    }

    private static IEnumerable<(string, ColumnType)> Fields(DuckDBLogicalType type)
    {
        var count = LogicalType.DuckDBStructTypeChildCount(type);
        for (var i = 0L; i < count; i++)
        {
            yield return (LogicalType.DuckDBStructTypeChildName(type, i), Child(LogicalType.DuckDBStructTypeChildType(type, i)));
        }
    }

    private static ColumnType Child(DuckDBLogicalType type)
    {
        using (type)
        {
            return Of(type);
        }
    }
}
