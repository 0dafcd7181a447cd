using System.Text;

namespace SparkLoad.Specs.Suite;

/// <summary>
/// What GitHub Actions shows above a job's log: how the run ended is added to the summary of the step, where there is one. What keeps it
/// from that is one sentence, and fails nothing.
/// </summary>
/// <param name="file">The file of the step's summary; null or empty where there is none, as elsewhere than on GitHub.</param>
/// <param name="say">Takes the sentence.</param>
internal sealed class JobSummary(string? file, Action<string> say)
{
    public const string Variable = "GITHUB_STEP_SUMMARY";

    /// <summary>GitHub shows nothing of a step that writes more.</summary>
    public const int MostBytes = 1024 * 1024;

    /// <summary>Adds a file in Markdown.</summary>
    public void AddFile(string path) => Add(() => File.ReadAllText(path));

    /// <summary>Adds a heading, and a text below it that is shown as it is.</summary>
    public void Add(string heading, string text) => Add(() => $"## {heading}\n\n    {text.ReplaceLineEndings("\n    ")}\n");

    private void Add(Func<string> markdown)
    {
        if (string.IsNullOrEmpty(file))
        {
            return;
        }

        try
        {
            if (!Append(file, markdown()))
            {
                say($"The summary of the run does not fit into the {MostBytes / 1024} KB of {Variable}: at most its first line was added.");
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            say($"The summary of the run could not be added to the file that {Variable} names: {e.Message}");
        }
    }

    /// <returns>Whether all of it was added, and not its first line alone.</returns>
    private static bool Append(string file, string markdown)
    {
        using var step = new FileStream(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
        // Another command of the step may have left its last line open.
        var all = Encoding.UTF8.GetBytes($"\n{markdown}");
        var fits = step.Length + all.Length <= MostBytes;
        var part = fits ? all : Encoding.UTF8.GetBytes($"\n{markdown.AsSpan(0, markdown.IndexOf('\n') + 1)}");
        if (step.Length + part.Length <= MostBytes)
        {
            step.Write(part);
        }

        return fits;
    }
}
