using SparkLoad.LivingDoc.Model;
using SparkLoad.LivingDoc.Reading;
using SparkLoad.LivingDoc.Rendering;
using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LivingDoc.Publishing;

/// <summary>A folder with runs to keep and to show, small enough for a repository. Runs are added, never changed or removed.</summary>
internal sealed class RecordFolder(string folder, PageRenderer renderer)
{
    private readonly string _folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    private string Readme => Path.Combine(_folder, "README.md");

    /// <summary>Adds the finished runs that it does not hold yet, the oldest first, and writes its page and its table.</summary>
    /// <param name="reports">Where the runs are.</param>
    /// <param name="withRehearsals">Whether rehearsals belong to it too; its table never shows them.</param>
    /// <param name="tableFile">Another file that shows the table between its marks; null for none.</param>
    /// <param name="now">When this is asked.</param>
    /// <param name="cancellationToken">Leaves what is there by then.</param>
    /// <exception cref="RunFolderException">There is nothing to publish, or no place for it.</exception>
    public async Task<Publication> AddAsync(
        string reports, bool withRehearsals, string? tableFile, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var runs = ReportsFolder.Read(reports);
        var finished = runs.Where(run => run.Result?.Run.State == RunState.Finished).ToList();
        var wanted = finished.Where(run => withRehearsals || run.Done.Any(RecordTable.IsAcceptance)).ToList();
        Check(reports, tableFile, wanted.Count);
        Begin();
        var added = new List<string>();
        foreach (var run in Enumerable.Reverse(wanted))
        {
            var published = new PublishedRun(Path.Combine(Path.GetFullPath(reports), run.Name), _folder);
            if (!published.IsThere)
            {
                await published.WriteAsync(renderer, now, cancellationToken);
                added.Add(run.Name);
            }
        }

        var held = ReportsFolder.Read(_folder);
        await new HistoryWriter(renderer).WriteAsync(_folder, now, cancellationToken);
        WriteTables(new RecordTable(_folder, History.Of(held, new CurrentFeatures(_folder, held).Hold, now)), tableFile);
        return new(
            added, wanted.Count - added.Count, finished.Count - wanted.Count, runs.Count - finished.Count, held.Count,
            new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
    }

    private void Check(string reports, string? tableFile, int wanted)
    {
        if (_folder == Path.TrimEndingDirectorySeparator(Path.GetFullPath(reports)))
        {
            throw new RunFolderException($"'{folder}' holds the reports themselves: name another folder for the record.");
        }

        var isRecord = MarkedPart.OfARecord.IsIn(Readme);
        if (!isRecord && (File.Exists(_folder) || (Directory.Exists(_folder) && Directory.EnumerateFileSystemEntries(_folder).Any())))
        {
            throw new RunFolderException($"'{folder}' holds files that are not a record's: name a folder that does not exist yet, or one "
                + "that this command has written.");
        }

        if (wanted == 0 && !isRecord)
        {
            throw new RunFolderException($"'{reports}' holds no finished acceptance run, on a real Spark for the full stated time, so "
                + "there is nothing to publish; --all takes rehearsals as well.");
        }

        if (tableFile is not null)
        {
            MarkedPart.Table.Check(tableFile);
        }
    }

    // The README marks the folder as a record's before anything else lies in it, so that an interrupted publication can go on.
    private void Begin()
    {
        Directory.CreateDirectory(_folder);
        if (!File.Exists(Readme))
        {
            AtomicFile.Write(Readme, $"# Acceptance record\n\n{MarkedPart.OfARecord.Empty}");
        }

        PublishedRun.RemoveUnfinished(_folder);
    }

    private void WriteTables(RecordTable table, string? tableFile)
    {
        var others = table.Others() is { } rows
            ? $"\n<details><summary>Earlier results, and scenarios that were renamed or removed</summary>\n\n{rows}\n</details>\n"
            : "";
        MarkedPart.OfARecord.Replace(Readme, $"""
            The newest result of each scenario on a real Spark, for the full time that it states. [All runs](index.html) and their pages
            lie next to this file, with their results (`results.json`). Latency counts from the planned start of each query, and p50, p95
            and p99 are its percentiles. The date leads to the summary of the run. Written by `sparkload publish`.

            {table.Newest("")}
            """.ReplaceLineEndings("\n") + others);
        if (tableFile is not null)
        {
            var to = Path.GetRelativePath(Path.GetDirectoryName(Path.GetFullPath(tableFile))!, _folder).Replace('\\', '/');
            MarkedPart.Table.Replace(tableFile, table.Newest(to == "." ? "" : to + "/"));
        }
    }
}
