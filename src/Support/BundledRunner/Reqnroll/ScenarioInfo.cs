#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Collections.Specialized;

namespace Reqnroll;

/// <summary>What the feature file says of a scenario.</summary>
public class ScenarioInfo
{
    internal ScenarioInfo(string title, string description, string[] tags, IOrderedDictionary arguments, string[] inheritedTags)
    {
        Title = title;
        Description = description;
        Tags = tags;
        CombinedTags = [.. tags, .. inheritedTags];
        Arguments = arguments;
    }

    /// <summary>The scenario's own tags and those of its examples, without <c>@</c>.</summary>
    public string[] Tags { get; }

    /// <summary><see cref="Tags"/> and those of the feature and the rule.</summary>
    public string[] CombinedTags { get; }

    /// <summary>The cells of the example row by column; empty without examples.</summary>
    public IOrderedDictionary Arguments { get; }

    /// <summary>The name of the scenario as written, with its placeholders.</summary>
    public string Title { get; }

    /// <summary>The text below the title; null without one.</summary>
    public string Description { get; }
}
