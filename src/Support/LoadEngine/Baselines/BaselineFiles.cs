using SparkLoad.Results;
using SparkLoad.Results.Files;

namespace SparkLoad.LoadEngine.Baselines;

/// <summary>Reads what a run left behind, and says so where it cannot be read.</summary>
internal static class BaselineFiles
{
    /// <exception cref="BaselineException">There are no readable results.</exception>
    public static RunResult Results(string folder)
    {
        try
        {
            return ResultsFile.Read(folder);
        }
        catch (RunFolderException e)
        {
            throw new BaselineException(e.Message, e);
        }
    }

    /// <summary>The queries of one scenario, the warm-up left out; lines that cannot be read are left out as well.</summary>
    /// <exception cref="BaselineException">There is no journal.</exception>
    public static IReadOnlyList<JournalLine> Journal(string folder, string scenario)
    {
        var path = Path.Combine(folder, RunFiles.Journal);
        if (!File.Exists(path))
        {
            throw new BaselineException(
                $"The folder \"{folder}\" holds no {RunFiles.Journal}, so its queries are not known; save another run as the baseline.");
        }

        List<JournalLine> lines = [];
        new LineReader<JournalLine>(path).ReadNew(line =>
        {
            if (line.Scenario == scenario && !line.Warmup)
            {
                lines.Add(line);
            }
        });
        return lines;
    }
}
