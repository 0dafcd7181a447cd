using System.Globalization;
using SparkLoad.LoadEngine.Plans;

namespace SparkLoad.LoadEngine.Clients;

/// <summary>Answers are taken no faster than stated, as over a bad network or into a slow tool.</summary>
/// <param name="Rows">In a second; above zero.</param>
public sealed record ReadAtAPace(int Rows) : Asking
{
    public override int? RowsPerSecond => Rows;

    internal override string Words => $"the answer, read at {InWords}";

    internal override string Announced => $", read at {InWords},";

    internal override string Unfit(string externalClient) =>
        $"{externalClient} takes each answer as fast as it can; compare two Sparks instead";

    internal override void Check(PlanCheck check, LoadPlan plan) => PlanCheck.Require(
        Rows > 0, $"The answers of the load \"{plan.Name}\" cannot be read at {Rows} rows per second: state a number above zero.");

    private string InWords => string.Create(CultureInfo.InvariantCulture, $"{Rows:#,0} rows per second");
}
