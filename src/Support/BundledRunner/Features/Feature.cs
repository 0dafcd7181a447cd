using Io.Cucumber.Messages.Types;
using Reqnroll;

namespace SparkLoad.BundledRunner.Features;

/// <summary>A feature file, read. <c>Uri</c> is its place with forward slashes, as <c>features/sustained.feature</c>.</summary>
internal sealed record Feature(string Uri, string Source, GherkinDocument Document, FeatureInfo Info, IReadOnlyList<Scenario> Scenarios);
