using System.Reflection;
using System.Runtime.CompilerServices;
using Io.Cucumber.Messages.Types;
using Reqnroll;
using Reqnroll.Formatters.RuntimeSupport;

namespace SparkLoad.Specs.Drivers;

/// <summary>The file of a feature and its text, as they were when its tests were made.</summary>
/// <remarks>
/// Reqnroll keeps both with each feature for its reports, whoever made the tests, and shows them to nobody: a title would have to be guessed
/// from, and two files may have the same one (docs/decisions/0050).
/// </remarks>
internal static class FeatureSource
{
    /// <summary>What every path begins with: with Reqnroll.NUnit it is relative to the project, or an absolute one without its first slash.</summary>
    private static readonly string Folder = typeof(FeatureSource).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(entry => entry.Key == "FeatureUris").Value!.TrimStart('/');

    /// <summary>Path below the features folder, with forward slashes.</summary>
    public static string UriOf(FeatureInfo feature)
    {
        var uri = Messages(feature).Source.Uri;
        return uri.StartsWith(Folder, StringComparison.Ordinal) ? uri[Folder.Length..] : Path.GetFileName(uri);
    }

    /// <summary>Gives a run the feature file that it runs, so that its page can be drawn again at any time.</summary>
    /// <param name="feature">A feature that is about to run.</param>
    /// <param name="folder">The run's folder of features.</param>
    public static void CopyTo(FeatureInfo feature, string folder)
    {
        var copy = Path.Combine(folder, UriOf(feature));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.WriteAllText(copy, Messages(feature).Source.Data);
    }

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_FeatureCucumberMessages")]
    private static extern IFeatureLevelCucumberMessages Messages(FeatureInfo feature);
}
