using Apache.Arrow;
using Apache.Arrow.Types;
using Spark.Connect;
using StructType = Apache.Arrow.Types.StructType;

namespace SparkLoad.SparkConnect.Results;

/// <summary>
/// Within a structure, Spark numbers equal names before it sends them as Arrow (<c>x_0, x_1</c>); its schema, sent beside, has them as
/// they are.
/// </summary>
internal static class SparkNames
{
    /// <returns>The fields as Arrow has them, where Spark's schema does not describe the same columns.</returns>
    public static IReadOnlyList<Field> Restore(IReadOnlyList<Field> fields, DataType? schema) =>
        schema is { KindCase: DataType.KindOneofCase.Struct } && schema.Struct.Fields.Count == fields.Count
            ? [.. fields.Zip(schema.Struct.Fields, (field, known) => Named(field, known.Name, known.DataType))]
            : fields;

    /// <summary>Whether there is anything to restore.</summary>
    public static bool HaveStructures(IReadOnlyList<Field> fields) => fields.Any(field => field.DataType is NestedType nested
        && (nested is StructType || HaveStructures(nested.Fields)));

    private static Field Named(Field field, string name, DataType? type) =>
        new(name, Of(field.DataType, type is { KindCase: DataType.KindOneofCase.Udt } ? type.Udt.SqlType : type), field.IsNullable,
            field.Metadata);

    private static IArrowType Of(IArrowType arrow, DataType? spark) => (arrow, spark?.KindCase) switch
    {
        (StructType structure, DataType.KindOneofCase.Struct) => new StructType([.. Restore(structure.Fields, spark)]),
        (MapType map, DataType.KindOneofCase.Map) => new MapType(
            Named(map.KeyField, map.KeyField.Name, spark!.Map.KeyType), Named(map.ValueField, map.ValueField.Name, spark.Map.ValueType),
            map.KeySorted),
        (ListType list, DataType.KindOneofCase.Array) =>
            new ListType(Named(list.ValueField, list.ValueField.Name, spark!.Array.ElementType)),
        _ => arrow,
    };
}
