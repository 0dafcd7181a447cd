using System.Diagnostics;
using System.Xml.Linq;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Runs;
using SparkLoad.StepDefinitions.Tests.Suite;

namespace SparkLoad.StepDefinitions.Tests.Pipelines;

/// <summary>
/// A team's folder as a pipeline has checked it out, and the suite as a repository at an address: what is committed of it.
/// </summary>
internal sealed class PipelineWorkspace : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private readonly string _folder = Directory.CreateTempSubdirectory("sparkload-pipeline-").FullName;

    /// <summary>The team's folder.</summary>
    public string Home => Path.Combine(_folder, "load");

    /// <summary>What GitHub would show.</summary>
    public string StepSummary => File.ReadAllText(StepFile);

    private string Suite => Path.Combine(_folder, "suite.git");

    private string StepFile => Path.Combine(_folder, "step.md");

    public static async Task<PipelineWorkspace> MakeAsync()
    {
        var workspace = new PipelineWorkspace();
        var (code, output) = await SparkloadCommand.RunAsync(["new", workspace.Home]);
        code.ShouldBe(0, output);
        await File.WriteAllTextAsync(workspace.StepFile, "From before");
        return workspace;
    }

    /// <summary>Runs commands one after another, as the systems do: each in a shell of its own, up to the first that fails.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(
        PipelineJob job, IEnumerable<string> commands, params (string Name, string Value)[] variables)
    {
        if (!Directory.Exists(Suite))
        {
            await MakeRepositoryAsync();
        }

        // What runs elsewhere on this machine is waited for here: the suite itself waits some seconds only.
        using (await MachineLock.TakeAsync(MachineLock.DefaultPaths(), Limit, TimeProvider.System, CancellationToken.None))
        {
        }

        var ended = (ExitCode: 0, Output: "");
        foreach (var command in commands)
        {
            ended = await ShellAsync(command, [.. Environment(job, variables)]);
            if (ended.ExitCode != 0)
            {
                break;
            }
        }

        return ended;
    }

    /// <summary>How many tests JUnit's file of the last run has, and how many of them failed.</summary>
    public (int All, int Failed) JUnit()
    {
        var tests = XDocument.Load(Path.Combine(Home, "results", "load.xml")).Descendants("testcase").ToList();
        return (tests.Count, tests.Count(test => test.Element("failure") is not null));
    }

    /// <summary>The same of the test platform's own file.</summary>
    public (int All, int Failed) Trx()
    {
        var tests = XDocument.Load(Path.Combine(Home, "results", "load.trx")).Descendants()
            .Where(element => element.Name.LocalName == "UnitTestResult").ToList();
        return (tests.Count, tests.Count(test => test.Attribute("outcome")!.Value == "Failed"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private IEnumerable<(string Name, string Value)> Environment(PipelineJob job, (string Name, string Value)[] variables)
    {
        var given = variables.ToDictionary(variable => variable.Name, variable => variable.Value);
        var ofTheSystem = new Dictionary<string, string>
        {
            [PipelineJob.Workspace] = Home,
            [PipelineJob.Address] = given.GetValueOrDefault("SPARK_ADDRESS", ""),
            [PipelineJob.Token] = "",
        };
        return job.Variables.Select(pair => (pair.Key, ofTheSystem.GetValueOrDefault(pair.Value, pair.Value)))
            .Append(("SUITE_URL", new Uri(Suite).AbsoluteUri)).Append(("GITHUB_STEP_SUMMARY", StepFile))
            .Concat(variables);
    }

    private async Task MakeRepositoryAsync()
    {
        var root = Guides.Guides.PathOf("");
        if (!Path.Exists(Path.Combine(root, ".git")))
        {
            Assert.Ignore("Needs the suite as a checkout of git.");
        }

        // A checkout of no branch is one, too.
        var made = await ShellAsync(
            $"git clone -q --bare --depth 1 '{new Uri(root).AbsoluteUri}' '{Suite}' && "
                + $"git -C '{Suite}' update-ref refs/heads/main HEAD", []);
        made.ExitCode.ShouldBe(0, made.Output);
    }

    private async Task<(int ExitCode, string Output)> ShellAsync(string command, (string Name, string Value)[] variables)
    {
        // Servers of the build outlive the command, and would keep a pipe open.
        var log = Path.Combine(_folder, "command.log");
        var start = new ProcessStartInfo("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", $"exec > '{log}' 2>&1\n{command}"])
        {
            WorkingDirectory = Directory.Exists(Home) ? Home : _folder,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("SPARK", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        // The same sources have just been built with all of them.
        start.Environment["RunAnalyzers"] = "false";
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        using var limit = new CancellationTokenSource(Limit);
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        return (process.ExitCode, await File.ReadAllTextAsync(log));
    }
}
