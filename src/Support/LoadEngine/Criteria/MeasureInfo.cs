namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A measure as the glossary explains it.</summary>
/// <param name="Name">As features write it.</param>
/// <param name="Unit">Of thresholds, in words.</param>
/// <param name="MustBe">Expectations that it takes, by example; the first is the most usual.</param>
/// <param name="Meaning">What is measured.</param>
public sealed record MeasureInfo(string Name, string Unit, IReadOnlyList<string> MustBe, string Meaning);
