using Io.Cucumber.Messages.Types;
using SparkLoad.BundledRunner.Bindings;
using DataTable = Reqnroll.DataTable;

namespace SparkLoad.BundledRunner.Features;

/// <param name="Keyword">As written, as <c>And</c>.</param>
/// <param name="Kind">What it counts as: <c>And</c> continues the kind of the step before it.</param>
internal sealed record ScenarioStep(string Keyword, StepKind Kind, PickleStep Pickle)
{
    public string Text => Pickle.Text;

    public string? DocString => Pickle.Argument?.DocString?.Content;

    /// <summary>A new table each time, for a step definition may change it.</summary>
    public DataTable? Table()
    {
        if (Pickle.Argument?.DataTable is not { } table)
        {
            return null;
        }

        var rows = table.Rows.Select(row => row.Cells.Select(cell => cell.Value).ToArray()).ToList();
        var made = new DataTable(rows[0]);
        rows.Skip(1).ToList().ForEach(made.AddRow);
        return made;
    }
}
