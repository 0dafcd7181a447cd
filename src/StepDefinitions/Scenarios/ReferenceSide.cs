using SparkLoad.LoadEngine.Scenarios;
using SparkLoad.Targets.Catalog;
using SparkLoad.Targets.Sessions;

namespace SparkLoad.Specs.Scenarios;

/// <summary>Who runs a scenario's load in turn with our own client on the scenario's Spark.</summary>
/// <param name="Comparison">As the scenario states it.</param>
/// <param name="Target">Another Spark, which our own client asks; null where the same Spark is asked.</param>
internal sealed record ReferenceSide(StatedComparison Comparison, SparkTarget? Target)
{
    /// <summary>What a step that names it states.</summary>
    public const string Statement = "with what the load alternates";

    public static ReferenceSide Python(int rounds) =>
        new(new StatedComparison("this client", "Python", rounds) { ExternalClient = "PySpark" }, null);

    /// <summary>Our own client on the same Spark, without the loads that otherwise run alongside.</summary>
    public static ReferenceSide Alone(string load, int rounds) => new(StatedComparison.OfLoadAlone(load, rounds), null);

    public static ReferenceSide Spark(SparkTarget subject, SparkTarget reference, int rounds) =>
        new(new StatedComparison(subject.Name.AsWritten, reference.Name.AsWritten, rounds), reference);

    /// <summary>The same side, whose sessions begin as the scenario asks.</summary>
    public ReferenceSide With(SessionTerms sessions) => this with { Target = Target?.With(sessions) };
}
