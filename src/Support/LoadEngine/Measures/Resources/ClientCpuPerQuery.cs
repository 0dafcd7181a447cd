using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Recording;

namespace SparkLoad.LoadEngine.Measures.Resources;

/// <summary>Processor time of the client's process per answered query.</summary>
internal sealed class ClientCpuPerQuery() : ResourceMeasure("client CPU per query", "client.cpu.perQuery", Unit.Time)
{
    public override string Meaning =>
        "CPU time of the client's process per answered query, including the time for failed ones; "
        + "judged at 10 queries per second or more.";

    public override IReadOnlyList<string> MustBe => ["under 20 ms"];

    public override IReadOnlyList<string> KnownAs =>
        ["cpu", "cpu time", "cpu usage", "cpu per query", "client cpu", "server cpu", "processor", "processor time"];

    public override IReadOnlyList<ComparedMeasure> Compared =>
    [
        new(this, "ms", side => side.CpuMs is not { } cpu ? double.NaN : side.AnswersInTime > 0 ? cpu / side.AnswersInTime : null)
        {
            IsOfTheClient = true,
        },
    ];

    private const double LowestRate = 10;

    public override Reading Read(LoadMeasurement load, Expectation expectation)
    {
        if (load.Resources?.Client is not { CpuMsPerQuery: { } perQuery } client)
        {
            return Reading.Inconclusive("the client's CPU was not watched, or no query was answered");
        }

        // Rounded, because the answers are whole: else exactly ten a second can come out a little below.
        var rate = perQuery > 0 ? Math.Round(client.CpuMs / perQuery) / load.Watched.TotalSeconds : 0;
        var idle = client.IdleCpuMsPerSecond is { } ms ? $"; idle, the client uses {FigureText.Of(ms, Unit.Time)} a second" : "";
        return rate >= LowestRate
            ? Reading.Of(perQuery)
            : Reading.Inconclusive($"judged only at 10 queries per second or more, here {FigureText.Of(rate, Unit.Rate)}{idle}") with
            {
                Text = FigureText.Of(perQuery, Unit.Time),
            };
    }
}
