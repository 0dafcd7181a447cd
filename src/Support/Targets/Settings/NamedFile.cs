namespace SparkLoad.Targets.Settings;

/// <summary>A file that a setting names.</summary>
/// <param name="Key">The setting.</param>
/// <param name="Path">Absolute path.</param>
internal sealed record NamedFile(string Key, string Path)
{
    /// <summary>Reads it as text.</summary>
    /// <param name="wanted">What it should be, for the message: <c>a PEM file with …</c>.</param>
    /// <exception cref="SettingsException">It cannot be read.</exception>
    public string Read(string wanted)
    {
        try
        {
            return File.ReadAllText(Path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Unusable("and there is no such file", $"name {wanted}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unusable("which this user may not read, or which is a folder", $"name {wanted} that this user may read", e);
        }
    }

    public SettingsException Unusable(string fault, string wayOut, Exception? cause = null) =>
        new($"{Key} is '{Path}', {fault}: {wayOut}.", cause);
}
