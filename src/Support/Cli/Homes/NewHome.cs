namespace SparkLoad.Cli.Homes;

/// <summary>The folder of a team that begins: the files below <c>Template</c>, which are resources of this assembly.</summary>
internal static class NewHome
{
    private const string Prefix = "Template/";
    private const string Version = "{{version}}";

    /// <summary>Writes all files; nothing that exists is changed.</summary>
    /// <param name="folder">The folder to make.</param>
    /// <param name="pipeline">The only pipeline, written to its place; null for all of them, side by side.</param>
    /// <returns>The files that were written.</returns>
    /// <exception cref="HomeException">The folder is not empty, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, PipelineFile? pipeline)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new HomeException($"\"{folder}\" exists and is not empty, and nothing in it is overwritten: name a folder that does not "
                + "exist yet.");
        }

        try
        {
            return [.. Names().Select(name => (Name: name, Place: PlaceOf(name, pipeline))).Where(file => file.Place is not null)
                .Select(file => Write(file.Name, Path.Combine(folder, file.Place!)))];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HomeException($"\"{folder}\" cannot be written: {e.Message}", e);
        }
    }

    private static IEnumerable<string> Names() => typeof(NewHome).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    private static string? PlaceOf(string name, PipelineFile? only)
    {
        var path = name[Prefix.Length..];
        return only is null || !PipelineFile.All.Any(file => file.Path == path) ? path : path == only.Path ? only.Place : null;
    }

    private static string Write(string name, string file)
    {
        using var resource = new StreamReader(typeof(NewHome).Assembly.GetManifestResourceStream(name)!);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        using var written = new StreamWriter(new FileStream(file, FileMode.CreateNew)) { NewLine = "\n" };
        written.Write(resource.ReadToEnd().ReplaceLineEndings("\n").Replace(Version, CommandLine.Version, StringComparison.Ordinal));
        return file;
    }
}

/// <summary>A team's folder cannot be made or read. The message is one sentence for the user.</summary>
internal sealed class HomeException(string message, Exception? innerException = null) : Exception(message, innerException);
