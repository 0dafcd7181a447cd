namespace SparkLoad.BundledRunner.Features;

/// <summary>A feature file that is not Gherkin. The message names the file and each place in it.</summary>
internal sealed class FeatureFormatException(string uri, IEnumerable<string> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => $"{uri} {problem}")));
