using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Formatters.RuntimeSupport;

namespace SparkLoad.Specs.Scenarios;

/// <summary>The file of a feature and what it holds, as it was when its tests were made.</summary>
/// <remarks>
/// Reqnroll keeps it with each feature for its reports, whatever made the tests, and shows it to nobody: a title would have to be guessed
/// from, and two files may have the same one (docs/decisions/0050).
/// </remarks>
internal sealed class FeatureSource
{
    /// <summary>
    /// What every path begins with: with Reqnroll.NUnit it is relative to the project, or an absolute one without its first slash.
    /// </summary>
    private static readonly string Folder = typeof(FeatureSource).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(entry => entry.Key == "FeatureUris").Value!.TrimStart('/');

    private readonly IFeatureLevelCucumberMessages _messages;
    private readonly Pickle[] _pickles;

    private FeatureSource(FeatureInfo feature)
    {
        (_messages, _pickles) = (MessagesOf(feature), [.. MessagesOf(feature).Pickles]);
        Title = feature.Title;
        Tags = feature.Tags;
        var uri = _messages.Source.Uri;
        Uri = uri.StartsWith(Folder, StringComparison.Ordinal) ? uri[Folder.Length..] : Path.GetFileName(uri);
        Scenarios = [.. _pickles.Select(ScenarioOf)];
    }

    /// <summary>Path below the features folder, with forward slashes.</summary>
    public string Uri { get; }

    public string Title { get; }

    public IReadOnlyList<string> Tags { get; }

    /// <summary>Each scenario and each example row, in the order of the file.</summary>
    public IReadOnlyList<ScenarioSource> Scenarios { get; }

    public static FeatureSource Of(FeatureInfo feature) => new(feature);

    public ScenarioSource Of(ScenarioInfo scenario) => Scenarios[int.Parse(PickleIndexOf(scenario), CultureInfo.InvariantCulture)];

    /// <summary>Whether the file holds another text by now.</summary>
    public bool DiffersFrom(string file) => !File.Exists(file)
        || File.ReadAllText(file).ReplaceLineEndings("\n") != _messages.Source.Data.ReplaceLineEndings("\n");

    /// <summary>Gives a run the feature file that it runs, so that its page can be drawn again at any time.</summary>
    /// <param name="folder">The run's folder of features.</param>
    public void CopyTo(string folder)
    {
        var copy = Path.Combine(folder, Uri);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllText(copy, _messages.Source.Data);
    }

    private ScenarioSource ScenarioOf(Pickle pickle, int index)
    {
        var children = _messages.GherkinDocument.Feature.Children;
        var places = children.Select(child => ((Rule?)null, child.Scenario))
            .Concat(children.SelectMany(child => child.Rule?.Children.Select(inner => ((Rule?)child.Rule, inner.Scenario)) ?? []));
        var (rule, scenario) = places.First(place => place.Scenario?.Id == pickle.AstNodeIds[0]);
        var row = pickle.AstNodeIds.ElementAtOrDefault(1);
        var examples = scenario.Examples.FirstOrDefault(examples => examples.TableBody.Any(body => body.Id == row));
        var cells = examples?.TableBody.First(body => body.Id == row);
        return new ScenarioSource
        {
            Name = pickle.Name,
            Rule = rule?.Name,
            Example = cells is null
                || examples!.TableHeader.Cells.All(header => scenario.Name.Contains($"<{header.Value}>", StringComparison.Ordinal))
                ? null
                : string.Join(", ", examples.TableHeader.Cells.Zip(cells.Cells, (header, cell) => $"{header.Value}: {cell.Value}")),
            Tags = [.. pickle.Tags.Select(tag => tag.Name.TrimStart('@')).Distinct()],
            Steps = [.. pickle.Steps.Select(step => step.Text)],
            StepLines = [.. pickle.Steps.Select(step => LineOf(children, step.AstNodeIds[0]))],
            Line = (int)(cells?.Location ?? scenario.Location).Line,
            Place = index,
        };
    }

    private static int LineOf(IEnumerable<FeatureChild> children, string step) => (int)children
        .SelectMany(child => child.Rule?.Children.SelectMany(inner => Steps(inner.Background, inner.Scenario))
            ?? Steps(child.Background, child.Scenario))
        .First(stated => stated.Id == step).Location.Line;

    private static List<Step> Steps(Background? background, Scenario? scenario) =>
        background?.Steps ?? scenario?.Steps ?? [];

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_FeatureCucumberMessages")]
    private static extern IFeatureLevelCucumberMessages MessagesOf(FeatureInfo feature);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_PickleIdIndex")]
    private static extern string PickleIndexOf(ScenarioInfo scenario);
}

/// <summary>A scenario or an example row as it stands in its file.</summary>
internal sealed record ScenarioSource
{
    /// <summary>With its placeholders filled in.</summary>
    public required string Name { get; init; }

    public required string? Rule { get; init; }

    /// <summary>
    /// The row of an outline's examples, as <c>version: 4.1.1</c>; null where there is none, and where the name holds all of it.
    /// </summary>
    public required string? Example { get; init; }

    /// <summary>All that hold for it, those of feature, rule and examples included.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>The texts of its steps, those of backgrounds first and placeholders filled in.</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Where each of them stands in its file, from 1.</summary>
    public required IReadOnlyList<int> StepLines { get; init; }

    /// <summary>Where it begins in its file, from 1; of an example row that row.</summary>
    public required int Line { get; init; }

    /// <summary>Among the scenarios of its file, from 0.</summary>
    public required int Place { get; init; }
}
