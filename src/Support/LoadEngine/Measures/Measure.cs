using SparkLoad.LoadEngine.Criteria;
using SparkLoad.LoadEngine.Measures.Comparing;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Recording;
using SparkLoad.Results;

namespace SparkLoad.LoadEngine.Measures;

/// <summary>
/// Something that can be judged, with all that the suite knows of it: what features call it, what it may be expected to be, what it needs,
/// and how it is read from a load, judged and compared. Each class with a constructor without arguments is in <see cref="All"/> by itself.
/// </summary>
/// <param name="name">As features write it: <c>95th percentile latency</c>.</param>
/// <param name="key">Stable name in results: <c>latency.scheduled.p95</c>.</param>
/// <param name="units">Units a threshold may have.</param>
internal abstract class Measure(string name, string key, params IReadOnlyList<Unit> units)
{
    // Sorted by folder and name, which is the order in which comparisons are shown.
    private static readonly Measure[] Classes =
    [
        .. typeof(Measure).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Measure)) && !type.IsAbstract && type.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (Measure)Activator.CreateInstance(type)!),
    ];

    /// <summary>Everything in which two sides can be compared, in the order in which it is shown.</summary>
    public static IReadOnlyList<ComparedMeasure> Comparable { get; } = [.. Classes.SelectMany(measure => measure.Compared)];

    /// <summary>Every measure. Of those whose names follow a pattern, such as percentiles, the usual ones.</summary>
    public static IReadOnlyList<Measure> All { get; } =
        [.. Classes.SelectMany(measure => measure.Usual), .. Comparable.Select(compared => new ComparedFigure(compared, "Python"))];

    /// <summary>What people call measures elsewhere, such as <c>error rate</c>, with the name here.</summary>
    public static IReadOnlyDictionary<string, string> Aliases { get; } = Classes
        .SelectMany(measure => measure.KnownElsewhere.SelectMany(known => known.Names.Select(alias => (alias, known.Name))))
        .ToDictionary(StringComparer.Ordinal);

    public string Name => name;

    public string Key => key;

    public IReadOnlyList<Unit> Units => units;

    /// <summary>What is measured, in a sentence or two.</summary>
    public abstract string Meaning { get; }

    /// <summary>Expectations that it takes, by example; the first is the most usual.</summary>
    public abstract IReadOnlyList<string> MustBe { get; }

    /// <summary>What a bare number counts.</summary>
    public virtual string Counted => "queries";

    /// <summary>What a threshold is, in words.</summary>
    public virtual string UnitWords => string.Join(" or ", units.Select(unit => unit switch
    {
        Unit.Count => units.Count > 1 ? "number" : $"number of {Counted}",
        Unit.Ratio => "share of queries",
        Unit.Rate => "number of queries per second, minute or hour",
        Unit.Time => "time (ms, seconds, minutes)",
        Unit.Memory => "memory (KB, MB, GB, or KiB, MiB, GiB)",
        Unit.Growth => "memory per hour",
        _ => "ratio",
    }));

    /// <summary>What it cannot do without.</summary>
    public virtual Needs Needs => Needs.Nothing;

    /// <summary>Of the process or the server, and so of all loads together.</summary>
    public virtual bool IsOfAllLoads => false;

    /// <summary>What must be recorded for it, beyond the standard figures.</summary>
    public virtual WindowFigure? Window => null;

    /// <summary>The side that it compares with, as the row writes it; null where it compares nothing.</summary>
    public virtual string? ComparedWith => null;

    /// <summary>How two sides are compared in it; none where they cannot be.</summary>
    public virtual IReadOnlyList<ComparedMeasure> Compared => [];

    /// <summary>The measures of this class that <see cref="All"/> holds.</summary>
    public virtual IReadOnlyList<Measure> Usual => [this];

    /// <summary>What people call it elsewhere, for suggestions.</summary>
    public virtual IReadOnlyList<string> KnownAs => [];

    /// <summary>The same of all measures of this class.</summary>
    protected virtual IEnumerable<(string Name, IReadOnlyList<string> Names)> KnownElsewhere => [(Name, KnownAs)];

    /// <summary>The measure that features call so; null where there is none.</summary>
    public static Measure? Find(string text)
    {
        var words = Words.Of(text);
        return Classes.Select(measure => measure.Named(words)).FirstOrDefault(found => found is not null) ?? ComparedFigure.TryParse(words);
    }

    /// <summary>The measure of this class that has the name; null where none has.</summary>
    /// <param name="words">With one blank between words.</param>
    public virtual Measure? Named(string words) => words.Equals(Name, StringComparison.OrdinalIgnoreCase) ? this : null;

    /// <summary>Reads what it must be; null where the words say nothing of this measure.</summary>
    /// <param name="words">With one blank between words.</param>
    public virtual Expectation? Expect(string words) =>
        Expectation.TryParse(words) is { } expectation && Units.Contains(expectation.Unit) ? expectation : null;

    /// <summary>Why it makes no sense for this load; null if it does.</summary>
    public virtual string? Unfit(LoadPlan plan) => null;

    public abstract Reading Read(LoadMeasurement load, Expectation expectation);

    /// <summary>
    /// What it would be without the part of the load in which the generator was paused; null where that cannot be taken apart, or where it
    /// had no part in it.
    /// </summary>
    public virtual double? ReadUndisturbed(LoadMeasurement load) => null;

    /// <summary>Whether a generator that did not keep up leaves nothing to say.</summary>
    /// <param name="holds">The figure keeps to the threshold as it was measured.</param>
    public virtual bool IsSpoiledByTheGenerator(bool holds) => Needs.HasFlag(Needs.UndisturbedGenerator);

    /// <summary>The share of starts that must be on time for the load to be the server's, where a row of this measure says so.</summary>
    public virtual double? OnTimeThreshold(Expectation expectation) => null;

    /// <summary>Judges a row of this measure.</summary>
    public virtual CriterionResult Judge(Criterion row, MeasuredScenario scenario)
    {
        var load = scenario.LoadOf(row);
        return CriterionJudge.Judge(row, Read(load, row.Expectation), load, scenario.Evidence, scenario.HealthOf(row, load));
    }
}
