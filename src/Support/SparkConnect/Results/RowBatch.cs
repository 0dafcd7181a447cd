using Apache.Arrow;
using Apache.Arrow.Types;

namespace SparkLoad.SparkConnect.Results;

/// <summary>The columns of one batch, or of the structs within it, ready to be read by row.</summary>
internal sealed class RowBatch
{
    private Dictionary<string, int>? _ordinals;

    private RowBatch(IReadOnlyList<Field> fields, IEnumerable<IArrowArray> columns)
    {
        Names = [.. fields.Select(field => field.Name)];
        Columns = [.. fields.Zip(columns, (field, column) => ColumnReader.Of(field, column))];
    }

    public string[] Names { get; }

    public ColumnReader[] Columns { get; }

    public static RowBatch Of(RecordBatch batch) => new(batch.Schema.FieldsList, batch.Arrays);

    public static RowBatch Of(StructType type, StructArray structs) => new(type.Fields, structs.Fields);

    public int Ordinal(string name)
    {
        if (_ordinals is null)
        {
            var ordinals = new Dictionary<string, int>(Names.Length, StringComparer.Ordinal);
            for (var i = 0; i < Names.Length; i++)
            {
                ordinals.TryAdd(Names[i], i);
            }

            _ordinals = ordinals;
        }

        return _ordinals.TryGetValue(name, out var ordinal)
            ? ordinal
            : throw new KeyNotFoundException($"The row has no column '{name}'; it has {string.Join(", ", Names)}.");
    }
}
