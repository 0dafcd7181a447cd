using System.Globalization;
using Gherkin;
using Gherkin.CucumberMessages;
using Gherkin.CucumberMessages.Pickles;
using Io.Cucumber.Messages.Types;
using Reqnroll;

namespace SparkLoad.BundledRunner.Features;

/// <summary>Reads the text of a feature file.</summary>
/// <param name="defaultLanguage">The language of files that name none, as <c>en</c>.</param>
internal sealed class FeatureReader(string defaultLanguage)
{
    /// <returns>Null if the text holds no feature.</returns>
    /// <exception cref="FeatureFormatException">The text is not Gherkin.</exception>
    public Feature? Read(string uri, string source, string folderPath)
    {
        var ids = new GuidIdGenerator();
        var document = new AstMessagesConverter(ids).ConvertGherkinDocumentToEventArgs(Parse(uri, source), uri);
        if (document.Feature is not { } feature)
        {
            return null;
        }

        var language = CultureInfo.GetCultureInfo(feature.Language);
        var info = new FeatureInfo(language, folderPath, feature.Name, Text(feature.Description), Tags(feature.Tags));
        var places = ScenarioPlace.AllOf(feature);
        var names = new ScenarioNames();
        return new Feature(uri, source, document, info, [.. new PickleCompiler(ids).Compile(document).Select(ToScenario)]);

        Scenario ToScenario(Pickle pickle)
        {
            var place = places[pickle.AstNodeIds[0]];
            var (examples, row) = place.Row(pickle.AstNodeIds.ElementAtOrDefault(1));
            var rule = place.Rule is { } around ? new RuleInfo(around.Name, Text(around.Description), Tags(around.Tags)) : null;
            var scenario = new ScenarioInfo(
                place.Scenario.Name,
                Text(place.Scenario.Description),
                [.. Tags(place.Scenario.Tags), .. Tags(examples?.Tags ?? [])],
                ScenarioPlace.Arguments(examples, row),
                [.. info.Tags, .. rule?.Tags ?? []]);
            return new Scenario(names.NameOf(pickle, scenario), scenario, rule, StepKinds.Of(pickle, place), pickle);
        }
    }

    private static string? Text(string? description) => string.IsNullOrEmpty(description) ? null : description;

    private static string[] Tags(IEnumerable<Tag> tags) => [.. tags.Select(tag => tag.Name.TrimStart('@'))];

    private Gherkin.Ast.GherkinDocument Parse(string uri, string source)
    {
        try
        {
            using var reader = new StringReader(source);
            return new Parser().Parse(new TokenScanner(reader), new TokenMatcher(new GherkinDialectProvider(defaultLanguage)));
        }
        catch (CompositeParserException error)
        {
            throw new FeatureFormatException(uri, error.Errors.Select(single => single.Message));
        }
        catch (ParserException error)
        {
            throw new FeatureFormatException(uri, [error.Message]);
        }
    }
}
