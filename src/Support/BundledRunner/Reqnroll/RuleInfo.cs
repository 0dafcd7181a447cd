#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>What the feature file says of a rule.</summary>
public class RuleInfo
{
    internal RuleInfo(string title, string description, string[] tags)
    {
        Title = title;
        Description = description;
        Tags = tags;
    }

    /// <summary>The name of the rule.</summary>
    public string Title { get; }

    /// <summary>The text below the title; null without one.</summary>
    public string Description { get; }

    /// <summary>The rule's own tags, without <c>@</c>.</summary>
    public string[] Tags { get; }
}
