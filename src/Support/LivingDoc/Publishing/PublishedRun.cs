using SparkLoad.LivingDoc.Comparing;
using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Rendering;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Publishing;

/// <summary>A run as a record keeps it: its page, its summary, its results, and the features and queries that the page shows.</summary>
/// <param name="source">The folder that the run wrote.</param>
/// <param name="record">The folder of the record.</param>
internal sealed class PublishedRun(string source, string record)
{
    private const string Unfinished = ".publishing-";

    private readonly string _name = Path.GetFileName(source);

    public bool IsThere => Directory.Exists(Path.Combine(record, _name));

    /// <summary>Removes what an interrupted publication left.</summary>
    public static void RemoveUnfinished(string record)
    {
        foreach (var folder in Directory.GetDirectories(record, Unfinished + "*"))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes it next to its place and then moves it there whole.</summary>
    /// <exception cref="RunFolderException">Its results cannot be read, or a feature or query holds a path of this machine.</exception>
    public async Task WriteAsync(PageRenderer renderer, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var scratch = Path.Combine(record, Unfinished + _name);
        Directory.CreateDirectory(scratch);
        try
        {
            var results = Redaction.Of(ResultsFile.Read(source));
            ResultsFile.Write(scratch, results);
            Copy(RunFiles.Features, scratch);
            Copy(RunFiles.Queries, scratch);
            await new RunPageWriter(renderer).WriteAsync(Shown(results, now), scratch, cancellationToken);
            Directory.Move(scratch, Path.Combine(record, _name));
        }
        catch
        {
            Directory.Delete(scratch, recursive: true);
            throw;
        }
    }

    // The charts come from the journal, which stays where it is; what is said comes from the results that are published.
    private Run Shown(RunResult results, DateTimeOffset now)
    {
        var run = new RunReader(source).Read(now);
        var published = results.Scenarios.ToDictionary(scenario => scenario.Id);
        return new EarlierRuns(Path.Combine(record, _name)).Compare(run with
        {
            Info = results.Run,
            Scenarios = [.. run.Scenarios.Select(view => view with { Result = published[view.Result.Id], Profiles = [] })],
            Files = [RunFiles.Results, RunFiles.Summary],
            HasDataFiles = false,
        });
    }

    private void Copy(string folder, string scratch)
    {
        var from = Path.Combine(source, folder);
        foreach (var file in Directory.Exists(from) ? Directory.GetFiles(from, "*", SearchOption.AllDirectories) : [])
        {
            var path = Path.GetRelativePath(source, file);
            if (Redaction.HomeIn(File.ReadAllText(file)) is { } home)
            {
                throw new RunFolderException($"{path} of the run {_name} holds \"{home}\", a path of this machine, and would be published "
                    + "as it stands: take it out of the copy in the run's folder, and out of the original.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(scratch, path))!);
            File.Copy(file, Path.Combine(scratch, path));
        }
    }
}
