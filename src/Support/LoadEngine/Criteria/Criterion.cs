using SparkLoad.LoadEngine.Measures;

namespace SparkLoad.LoadEngine.Criteria;

/// <summary>A row of the criteria table, read.</summary>
internal sealed record Criterion(CriterionRow Row, Measure Measure, Expectation Expectation)
{
    /// <param name="row">As written.</param>
    /// <param name="number">Its place in the table, from 1.</param>
    /// <param name="language">Of the feature, as <c>de</c>.</param>
    /// <exception cref="CriterionFormatException">The row cannot be read.</exception>
    public static Criterion Parse(CriterionRow row, int number, string language)
    {
        if (DecimalComma.IsUsedIn(language) && DecimalComma.In(row.MustBe) is var (written, thousands, decimals))
        {
            throw new CriterionFormatException(
                $"Row {number} of the criteria table, {row}: in a feature in the language \"{language}\", "
                + $"\"{written}\" can be {thousands} or {decimals}. "
                + $"Write {thousands} or {decimals}, with a point before decimals.");
        }

        if (Measure.Find(row.Measure) is not { } measure)
        {
            throw new CriterionFormatException(
                $"Row {number} of the criteria table, {row}: \"{row.Measure}\" is not a measure. "
                + $"Did you mean \"{MeasureSuggestion.For(row.Measure)}\"? "
                + $"Known are: {string.Join(", ", Measure.All.Select(known => known.Name))}.");
        }

        return measure.Expect(Words.Of(row.MustBe)) is { } expectation
            ? new Criterion(row, measure, expectation)
            : throw new CriterionFormatException(
                $"Row {number} of the criteria table, {row}: \"{row.MustBe}\" says nothing about {row.Measure}, "
                + $"which is a {measure.UnitWords}. "
                + $"Write for example {string.Join(" or ", measure.MustBe.Select(must => $"\"{must}\""))}, with a point before decimals.");
    }

    /// <summary>The load that the row is about: the one that it names; else the only one, or any where the measure is of all.</summary>
    /// <exception cref="CriterionFormatException">The row names no load or an unknown one.</exception>
    public T LoadIn<T>(IReadOnlyList<T> loads, Func<T, string> name)
    {
        if (Row.Load is not { } wanted)
        {
            return loads.Count == 1 || Measure.IsOfAllLoads
                ? loads[0]
                : throw new CriterionFormatException(
                    $"The row {Row} of the criteria table names no load; add a column \"load\" with one of {Names()}.");
        }

        return loads.FirstOrDefault(load => name(load).Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new CriterionFormatException(
                $"The row {Row} of the criteria table names the load \"{wanted}\", but there is only {Names()}.");

        string Names() => string.Join(", ", loads.Select(load => $"\"{name(load)}\""));
    }
}
