using System.Text.RegularExpressions;
using SparkLoad.LoadEngine.Measures;

namespace SparkLoad.LoadEngine.Tests.Measures;

/// <summary>The tables of measures in features/_Glossary.md, held against the measures.</summary>
public sealed partial class GlossaryTests
{
    private static readonly IReadOnlyList<Row> Rows = [.. Read()];

    private static IEnumerable<TestCaseData> All() => Rows.Select(row => new TestCaseData(row).SetName($"Glossary({row})"));

    [TestCaseSource(nameof(All))]
    public void Row_OfTheGlossary_IsThatOfItsMeasure(object glossary)
    {
        var row = (Row)glossary;
        foreach (var (name, measure) in row.Names.Zip(row.Measures))
        {
            measure.ShouldNotBeNull($"\"{name}\" is not a measure");
            row.Examples.ShouldContain(example => measure.Expect(Words.Of(example)) != null, $"no example is of {name}");
        }

        row.Examples.ShouldNotBeEmpty();
        row.Examples.ShouldAllBe(example => row.Measures.Any(measure => measure!.Expect(Words.Of(example)) != null));
        if (row.Measures is [{ } only])
        {
            row.Meaning.ShouldStartWith(
                only.Meaning, Case.Sensitive, "the glossary may say more than the measure, and begins with what it says");
        }
    }

    /// <summary>Of measures whose names follow a pattern, such as percentiles, one row is enough.</summary>
    [Test]
    public void Measures_Each_HaveTheirRow()
    {
        var named = Rows.SelectMany(row => row.Measures).OfType<Measure>().ToArray();

        Measure.All
            .Where(
                measure => !named.Any(row => measure.Usual.Count > 1 ? row.GetType() == measure.GetType() : KeyOf(row) == KeyOf(measure)))
            .Select(measure => measure.Name)
            .ShouldBeEmpty("a measure is added with a row in features/_Glossary.md");
    }

    [Test]
    public void Measures_EachWithItsOwnExamples_CanBeRead()
    {
        foreach (var measure in Measure.All)
        {
            Measure.Find(measure.Name).ShouldNotBeNull().Key.ShouldBe(measure.Key);
            measure.MustBe.ShouldNotBeEmpty();
            measure.MustBe.ShouldAllBe(example => measure.Expect(example) != null);
        }
    }

    [Test]
    public void Measures_OfEveryClass_AreInTheList()
    {
        var classes = typeof(Measure).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Measure)) && !type.IsAbstract);

        classes.Except(Measure.All.Select(measure => measure.GetType())).ShouldBeEmpty("a measure needs a constructor without arguments");
        Measure.All.Select(measure => measure.Key).ShouldBeUnique();
        Measure.All.Select(measure => measure.Name).ShouldBeUnique();
    }

    [Test]
    public void Comparisons_OfAllMeasures_AreShownInThisOrder() => Measure.Comparable.Select(compared => compared.Name).ShouldBe(
    [
        "median latency", "95th percentile latency", "99th percentile latency", "mean latency", "throughput", "client CPU per query",
        "client memory",
    ]);

    // A comparison's key ends with the side, which is up to the feature.
    private static string KeyOf(Measure measure) =>
        measure.Key.Split(".comparedWith.")[0] + (measure.ComparedWith is null ? "" : " compared");

    private static IEnumerable<Row> Read()
    {
        var inside = false;
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "_Glossary.md")))
        {
            var cells = line.Trim('|', ' ').Split('|', StringSplitOptions.TrimEntries);
            if (cells is ["measure", "meaning", "example of an expectation"])
            {
                inside = true;
            }
            else if (cells.Length != 3)
            {
                inside = false;
            }
            else if (inside && !cells[0].StartsWith("--", StringComparison.Ordinal))
            {
                yield return new Row(
                    cells[0].Split(", "),
                    cells[1].Replace("*", "", StringComparison.Ordinal),
                    [.. Quoted().Matches(cells[2]).Select(match => match.Groups[1].Value)]);
            }
        }
    }

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();

    private sealed record Row(IReadOnlyList<string> Names, string Meaning, IReadOnlyList<string> Examples)
    {
        public IReadOnlyList<Measure?> Measures { get; } = [.. Names.Select(Measure.Find)];

        public override string ToString() => string.Join(", ", Names);
    }
}
