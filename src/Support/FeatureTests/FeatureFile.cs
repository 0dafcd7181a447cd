using System.Globalization;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Formatters.RuntimeSupport;
using Reqnroll.Parser;
using Location = Gherkin.Ast.Location;

namespace SparkLoad.FeatureTests;

/// <summary>A feature file, read as Reqnroll's generator reads it.</summary>
/// <param name="Uri">Its path with forward slashes, as <c>features/sustained.feature</c>.</param>
/// <param name="Info">One instance a file: Reqnroll tells features apart by reference.</param>
/// <param name="Scenarios">Each scenario and each example row, in the order of the file, each of another name.</param>
internal sealed record FeatureFile(string Uri, FeatureInfo Info, IReadOnlyList<FeatureScenario> Scenarios)
{
    /// <param name="uri">Its path, with forward slashes.</param><param name="text">What it holds.</param>
    /// <param name="language">Of files that name none, as <c>en</c>.</param>
    /// <returns>Null where the text has no feature, for example only comments.</returns>
    /// <exception cref="ParserException">The text is not Gherkin, or an outline has no examples.</exception>
    public static FeatureFile? Read(string uri, string text, string language)
    {
        var dialects = new ReqnrollGherkinDialectProvider(language);
        var ids = new GuidIdGenerator();
        using var reader = new StringReader(text);
        var parsed = new Parser().Parse(new TokenScanner(reader), new TokenMatcher(dialects));
        var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(parsed, uri);
        if (document.Feature is not { } feature)
        {
            return null;
        }

        var dialect = dialects.GetDialect(feature.Language, new Location(1, 1));
        var places = ScenarioPlace.AllOf(feature).ToDictionary(place => place.Scenario.Id);
        RequireExamples(places.Values.Select(place => place.Scenario), dialect);
        Pickle[] pickles = [.. new PickleCompiler(ids).Compile(document)];
        var source = new Source(uri, text, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN);
        var info = new FeatureInfo(
            CultureInfo.GetCultureInfo(feature.Language), uri[..uri.LastIndexOf('/')], feature.Name, feature.Description,
            ProgrammingLanguage.CSharp, [.. FeatureScenario.Names(feature.Tags)], new Messages(source, document, pickles));
        var titles = pickles.CountBy(pickle => pickle.Name).ToDictionary();
        var taken = new UniqueNames();
        return new(uri, info, [.. pickles.Select((pickle, n) =>
        {
            var scenario = FeatureScenario.Of(pickle, n, places[pickle.AstNodeIds[0]], dialect, info);
            return scenario with { Name = taken.Of(titles[pickle.Name] > 1 ? scenario.NameWithValues : pickle.Name) };
        })]);
    }

    /// <summary>An outline without a row would vanish: it compiles to no test at all.</summary>
    private static void RequireExamples(IEnumerable<Scenario> scenarios, GherkinDialect dialect)
    {
        ParserException[] errors =
        [
            .. from scenario in scenarios
               where scenario.Examples.Any(examples => examples.TableBody.Count == 0)
                   || (scenario.Examples.Count == 0 && dialect.ScenarioOutlineKeywords.Contains(scenario.Keyword))
               let at = new Location((int)scenario.Location.Line, (int)(scenario.Location.Column ?? 1))
               select new NoExamplesException(
                   $"({at.Line}:{at.Column}): the scenario outline \"{scenario.Name}\" has no row of examples", at),
        ];
        if (errors.Length > 0)
        {
            throw new CompositeParserException(errors);
        }
    }

    private sealed record Messages(
        Source Source,
        GherkinDocument GherkinDocument,
        IEnumerable<Pickle> Pickles) : IFeatureLevelCucumberMessages
    {
        public bool HasMessages => true;
    }

    private sealed class NoExamplesException(string message, Location location) : ParserException(message, location);
}
