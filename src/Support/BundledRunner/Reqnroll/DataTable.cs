#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Reqnroll;

/// <summary>The table under a step. Its first row is the header.</summary>
public class DataTable
{
    private readonly string[] _header;

    /// <exception cref="ArgumentException">No column is given.</exception>
    public DataTable(params string[] header)
    {
        if (header is null or [])
        {
            throw new ArgumentException("A data table needs a header of at least one column.", nameof(header));
        }

        _header = [.. header.Select(cell => cell ?? string.Empty)];
    }

    /// <summary>The cells of the first row.</summary>
    public ICollection<string> Header => _header;

    /// <summary>The rows below the header.</summary>
    public DataTableRows Rows { get; } = new();

    /// <summary>The number of rows below the header.</summary>
    public int RowCount => Rows.Count;

    /// <summary>Whether the header has this column, spelled exactly so.</summary>
    public bool ContainsColumn(string column) => Array.IndexOf(_header, column) >= 0;

    /// <exception cref="ArgumentException">The number of cells is not the number of columns.</exception>
    public void AddRow(params string[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Length != _header.Length)
        {
            throw new ArgumentException($"A row of {cells.Length} cells does not fit a table of {_header.Length} columns:\n{this}");
        }

        Rows.Add(new DataTableRow(this, [.. cells.Select(cell => cell ?? string.Empty)]));
    }

    /// <summary>The table as Gherkin, with its columns aligned.</summary>
    public override string ToString()
    {
        string[][] lines = [_header, .. Rows.Select(row => row.Values.ToArray())];
        var widths = _header.Select((_, column) => lines.Max(line => line[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append('|').AppendJoin('|', line.Select((cell, column) => $" {cell.PadRight(widths[column])} ")).AppendLine("|");
        }

        return text.ToString();
    }

    [SuppressMessage("Usage", "CA2201", Justification = "Reqnroll throws this one.")]
    internal int ColumnOf(string column)
    {
        var index = Array.IndexOf(_header, column);
        return index >= 0
            ? index
            : throw new IndexOutOfRangeException($"The table has no column '{column}':\n{this}");
    }
}
