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
                $"Row {number} of the criteria table, {row}: in a feature in the language \"{language}\", \"{written}\" can be {thousands} or {decimals}. "
                + $"Write {thousands} or {decimals}, with a point before decimals.");
        }

        if (MeasureGrammar.TryParse(row.Measure) is not { } measure)
        {
            throw new CriterionFormatException(
                $"Row {number} of the criteria table, {row}: \"{row.Measure}\" is not a measure. Did you mean \"{MeasureSuggestion.For(row.Measure)}\"? "
                + $"Known are: {string.Join(", ", MeasureCatalog.All.Select(known => known.Name))}.");
        }

        if (ExpectationFor(measure, row.MustBe) is not { } expectation)
        {
            var info = MeasureGrammar.InfoOf(row.Measure);
            var examples = string.Join(" or ", info.MustBe.Select(example => $"\"{example}\""));
            throw new CriterionFormatException(
                $"Row {number} of the criteria table, {row}: \"{row.MustBe}\" says nothing about {row.Measure}, which is a {info.Unit}. "
                + $"Write for example {examples}, with a point before decimals.");
        }

        return new Criterion(row, measure, expectation);
    }

    private static Expectation? ExpectationFor(Measure measure, string mustBe)
    {
        var words = string.Join(' ', mustBe.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var all = new Expectation(Comparison.All, 1, Unit.Count);
        return (measure, words.ToLowerInvariant()) switch
        {
            (ComparedFigure compared, var said) => compared.Expected(said),
            (RowsPerQuery, "every row") => all,
            (Answers, "equal to the reference") => all,
            (Answers, _) => null,
            _ => Expectation.TryParse(words) is { } expectation && measure.Units.Contains(expectation.Unit) ? expectation : null,
        };
    }
}
