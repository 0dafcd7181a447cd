using System.Diagnostics;
using SparkLoad.Results.Checks;

namespace SparkLoad.Cli.Homes;

/// <summary>Has the built suite look at a team's folder: the very bindings that run the scenarios read them, and send nothing.</summary>
internal static class CheckedHome
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The suite that was built together with this command; another folder holds it where the command is a tool.</summary>
    public static string BuiltSuite
    {
        get
        {
            var own = Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);
            return Path.GetFullPath(Path.Combine(own, "..", "..", "SparkLoad.Specs", Path.GetFileName(own), "SparkLoad.Specs.dll"));
        }
    }

    /// <exception cref="HomeException">There is no such folder or no suite, or the suite came to no end.</exception>
    public static async Task<IReadOnlyList<CheckLine>> ReadAsync(string folder, string suite, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder))
        {
            throw new HomeException($"There is no folder \"{folder}\": name one that holds a folder \"features\".");
        }

        if (!File.Exists(suite))
        {
            throw new HomeException(
                $"The suite is not built, there is no {suite}: run dotnet build src/StepDefinitions in its repository, "
                + "or name it with --suite.");
        }

        var scratch = Directory.CreateTempSubdirectory("sparkload-check-").FullName;
        try
        {
            var file = Path.Combine(scratch, "found.ndjson");
            var output = await RunAsync(suite, Path.GetFullPath(folder), file, scratch, cancellationToken);
            var found = File.Exists(file) ? CheckFile.Read(file) : [];
            return found.Any(line => line.Done)
                ? found
                : throw new HomeException($"The suite did not get to the end of the check; its last lines:\n{output}");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static async Task<string> RunAsync(
        string suite, string folder, string file, string scratch, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", ["vstest", suite])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = scratch,
        };
        start.Environment["SPARKLOAD_HOME"] = folder;
        start.Environment[CheckFile.Variable] = file;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["VSTEST_TELEMETRY_OPTEDOUT"] = "1";
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Limit);
        using var process = Process.Start(start)!;
        try
        {
            process.StandardInput.Close();
            var texts = await Task.WhenAll(
                process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return string.Join('\n', string.Concat(texts).Split('\n').TakeLast(20));
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HomeException($"The check did not end within {Limit.TotalMinutes} minutes.", e);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
