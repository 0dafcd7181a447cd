#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

using System.Globalization;

namespace Reqnroll;

/// <summary>What the feature file says of a feature.</summary>
public class FeatureInfo
{
    internal FeatureInfo(CultureInfo language, string folderPath, string title, string description, string[] tags)
    {
        Language = language;
        FolderPath = folderPath;
        Title = title;
        Description = description;
        Tags = tags;
    }

    /// <summary>The feature's own tags, without <c>@</c>.</summary>
    public string[] Tags { get; }

    /// <summary>The folder of the feature file, relative to the project.</summary>
    public string FolderPath { get; }

    /// <summary>The name of the feature.</summary>
    public string Title { get; }

    /// <summary>The text below the title; null without one.</summary>
    public string Description { get; }

    /// <summary>The language of its keywords.</summary>
    public CultureInfo Language { get; }
}
