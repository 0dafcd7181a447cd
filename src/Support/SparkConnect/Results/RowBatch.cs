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

    public static RowBatch Of(RecordBatch batch) => Of(batch.Schema.FieldsList, batch);

    /// <param name="fields">The batch's fields under the names that rows are to have.</param>
    /// <param name="batch">The columns.</param>
    public static RowBatch Of(IReadOnlyList<Field> fields, RecordBatch batch) => new(fields, batch.Arrays);

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
