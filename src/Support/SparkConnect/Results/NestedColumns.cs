using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.SparkConnect.Results;

internal sealed class ListColumn(ListArray lists, Field element) : ColumnReader(lists)
{
    private readonly ColumnReader _elements = Of(element, lists.Values);

    protected override object Read(int row)
    {
        var (from, to) = (lists.ValueOffsets[row], lists.ValueOffsets[row + 1]);
        var values = NestedLength.Check(from, to, lists.Values.Length) == 0 ? [] : new object?[to - from];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _elements.GetValue(from + i);
        }

        return values;
    }
}

internal sealed class MapColumn(MapArray maps, MapType type) : ColumnReader(maps)
{
    private readonly ColumnReader _keys = Of(type.KeyField, maps.Keys);
    private readonly ColumnReader _values = Of(type.ValueField, maps.Values);

    protected override object Read(int row)
    {
        var (from, to) = (maps.ValueOffsets[row], maps.ValueOffsets[row + 1]);
        var pairs = new KeyValuePair<object, object?>[NestedLength.Check(from, to, maps.Keys.Length)];
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new(_keys.GetValue(from + i)!, _values.GetValue(from + i));
        }

        return pairs;
    }
}

internal sealed class StructColumn(StructArray structs, StructType type) : ColumnReader(structs)
{
    private readonly RowBatch _fields = RowBatch.Of(type, structs);

    protected override object Read(int row) => new Row(_fields, row);
}

/// <summary>A variant travels as a struct of two binaries, marked in the metadata of one.</summary>
internal sealed class VariantColumn(StructArray structs) : ColumnReader(structs)
{
    private readonly BinaryArray _value = Child(structs, "value");
    private readonly BinaryArray _metadata = Child(structs, "metadata");

    public static bool Matches(StructType type) =>
        type.Fields.Count == 2 && type.Fields.Any(field => field.Metadata?.TryGetValue("variant", out var mark) is true && mark == "true");

    protected override object Read(int row) => new VariantValue(_value.GetBytes(row).ToArray(), _metadata.GetBytes(row).ToArray());

    private static BinaryArray Child(StructArray structs, string name)
    {
        var index = ((StructType)structs.Data.DataType).GetFieldIndex(name);
        return index >= 0 && structs.Fields[index] is BinaryArray child
            ? child
            : throw new InvalidDataException($"A variant has no binary part '{name}'.");
    }
}

internal static class NestedLength
{
    public static int Check(int from, int to, int available) => from >= 0 && to >= from && to <= available
        ? to - from
        : throw new InvalidDataException("An Arrow list reaches beyond its elements.");
}
