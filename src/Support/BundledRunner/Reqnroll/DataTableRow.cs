#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Collections;

namespace Reqnroll;

/// <summary>A row of a <see cref="DataTable"/>: its cells by column name and by place.</summary>
public class DataTableRow : IEnumerable<KeyValuePair<string, string>>
{
    private readonly DataTable _table;
    private readonly string[] _cells;

    internal DataTableRow(DataTable table, string[] cells)
    {
        _table = table;
        _cells = cells;
    }

    /// <exception cref="IndexOutOfRangeException">The table has no such column.</exception>
    public string this[string header]
    {
        get => _cells[_table.ColumnOf(header)];
        set => _cells[_table.ColumnOf(header)] = value;
    }

    /// <summary>A cell by its place, from 0.</summary>
    public string this[int index] => _cells[index];

    /// <summary>The number of cells.</summary>
    public int Count => _cells.Length;

    /// <summary>The header of the table.</summary>
    public ICollection<string> Keys => _table.Header;

    /// <summary>The cells in their order.</summary>
    public ICollection<string> Values => _cells;

    /// <summary>Whether the table has this column.</summary>
    public bool ContainsKey(string key) => _table.ContainsColumn(key);

    /// <summary>The cell of a column, if the table has it.</summary>
    public bool TryGetValue(string key, out string value)
    {
        value = ContainsKey(key) ? this[key] : null;
        return value is not null;
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        Keys.Zip(_cells, KeyValuePair.Create).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
