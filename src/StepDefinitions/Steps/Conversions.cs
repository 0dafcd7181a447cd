using Reqnroll;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Specs.Scenarios;
using SparkLoad.Targets.Settings;

namespace SparkLoad.Specs.Steps;

/// <summary>How the phrases of a step become values.</summary>
/// <remarks>
/// The patterns are loose and the conversions strict, so that "30 minuts" is answered with what is expected in place of a step that nobody
/// knows. One group each and no <c>(?</c>: Reqnroll takes a pattern that holds more for <c>.*</c> within a cucumber expression.
/// </remarks>
[Binding]
public sealed class Conversions
{
    private const string Span = @"[\d.]+ [a-z]+";

    [StepArgumentTransformation("(" + Span + ")", Name = "duration")]
    public static TimeSpan ToDuration(string phrase) => Read(Phrases.Duration, phrase);

    [StepArgumentTransformation(@"(once per [a-z]+|[\d.]+ times per [a-z]+|every " + Span + ")", Name = "rate")]
    public static Rate ToRate(string phrase) => Read(Phrases.Rate, phrase);

    [StepArgumentTransformation(@"(half|[\d.]+%)", Name = "share")]
    public static double ToShare(string phrase) => Read(Phrases.Share, phrase);

    [StepArgumentTransformation("(Spark [^ ]+|the Spark \"[^\"]*\")", Name = "spark")]
    public static SparkName ToSpark(string phrase) => Read(SparkName.Read, phrase);

    // A conversion runs outside of the scenario's driver, so nobody else turns a mistake into a sentence without a stack.
    private static T Read<T>(Func<string, T> read, string phrase)
    {
        try
        {
            return read(phrase);
        }
        catch (Exception e) when (e is PlanException or SettingsException)
        {
            throw new NotPassedException(e.Message);
        }
    }
}
