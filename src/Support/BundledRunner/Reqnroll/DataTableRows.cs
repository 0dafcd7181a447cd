#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Collections;

namespace Reqnroll;

/// <summary>The rows of a <see cref="DataTable"/> below its header.</summary>
public class DataTableRows : IEnumerable<DataTableRow>
{
    private readonly List<DataTableRow> _rows = [];

    internal DataTableRows()
    {
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>A row by its place, from 0.</summary>
    public DataTableRow this[int index] => _rows[index];

    /// <inheritdoc/>
    public IEnumerator<DataTableRow> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(DataTableRow row) => _rows.Add(row);
}
