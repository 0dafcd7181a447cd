using System.Globalization;
using System.Runtime.Versioning;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Runs;

namespace SparkLoad.LoadEngine.Tests.Runs;

public sealed class MachineLockTests
{
    private string _folder = null!;

    /// <summary>What the users of a machine have in common, and the home of one of them.</summary>
    private string[] Both => [OfAll, InHome];

    private string OfAll => Path.Combine(_folder, "tmp", "sparkload.lock");

    private string InHome => Path.Combine(_folder, "home", "state", "sparkload.lock");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sparkload-lock-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Take_WhileAnotherHoldsIt_NamesTheHolder()
    {
        using var held = await TakeAsync(Both);

        (await RefusedAsync(Both)).ShouldBe(string.Create(
            CultureInfo.InvariantCulture,
            $"Another suite (process {Environment.ProcessId} of {Environment.UserName} on {Environment.MachineName}) sends load from this machine; "
            + $"wait until it is over, or end it."));
    }

    [Test]
    public async Task Take_WhenTheHolderLetsGoInTime_Succeeds()
    {
        var held = await TakeAsync(Both);
        var next = TakeAsync(Both, TimeSpan.FromSeconds(30));

        held.Dispose();

        (await next).Dispose();
    }

    [Test]
    public async Task Take_WhereOneOfTheFilesIsShared_IsRefused([Values("tmp", "home")] string shared)
    {
        var other = Both.Select(path => path.Contains(Path.Combine(_folder, shared), StringComparison.Ordinal) ? path : Path.ChangeExtension(path, ".other.lock")).ToArray();
        using var held = await TakeAsync(Both);

        (await RefusedAsync(other)).ShouldStartWith("Another suite (process ");
        // What was taken before the refusal is free again.
        (await TakeAsync([.. other.Except(Both)])).Dispose();
    }

    [Test]
    public async Task Take_WhereAFolderCannotBeMade_HoldsTheOther([Values(0, 1)] int lacking)
    {
        var paths = Both;
        paths[lacking] = Path.Combine(FileInTheWay(), "sparkload.lock");
        using var held = await TakeAsync(paths);

        (await RefusedAsync(Both)).ShouldStartWith("Another suite (process ");
    }

    [Test]
    public async Task Take_WhereNoFolderCanBeMade_SaysWhy()
    {
        var path = Path.Combine(FileInTheWay(), "sparkload.lock");

        var message = await RefusedAsync([path]);

        message.ShouldStartWith($"No file can hold the lock that keeps two suites on this machine apart ({path}: ");
        message.ShouldEndWith("); let one of them be written and locked.");
    }

    [Test]
    [Platform("Unix"), UnsupportedOSPlatform("windows")]
    public async Task Take_TheFirstTime_MakesAFileThatEveryUserCanTake()
    {
        (await TakeAsync(Both)).Dispose();

        foreach (var file in Both.Concat(Both.Select(HolderOf)))
        {
            File.GetUnixFileMode(file).ShouldBe((UnixFileMode)0b110_110_110, file);
        }
    }

    [Test]
    [Platform("Unix"), UnsupportedOSPlatform("windows")]
    public async Task Take_OfAFileThatCanOnlyBeRead_Excludes()
    {
        (await TakeAsync([OfAll])).Dispose();
        File.SetUnixFileMode(OfAll, UnixFileMode.UserRead);
        using var held = await TakeAsync([OfAll]);

        (await RefusedAsync([OfAll])).ShouldStartWith("Another suite (process ");
    }

    [Test]
    [Platform("Unix")]
    public async Task Take_OfALink_LeavesItsTargetAlone()
    {
        var target = FileInTheWay();
        Directory.CreateDirectory(Path.GetDirectoryName(OfAll)!);
        File.CreateSymbolicLink(OfAll, target);
        Directory.CreateDirectory(Path.GetDirectoryName(InHome)!);
        File.CreateSymbolicLink(HolderOf(InHome), target);

        (await RefusedAsync([OfAll])).ShouldContain("it is a link");
        (await TakeAsync(Both)).Dispose();

        File.ReadAllText(target).ShouldBe("precious");
    }

    [Test]
    [Platform("Unix")]
    public void DefaultPaths_WhateverTmpdirSays_AreTheSame()
    {
        var before = Environment.GetEnvironmentVariable("TMPDIR");
        var usual = MachineLock.DefaultPaths();
        try
        {
            Environment.SetEnvironmentVariable("TMPDIR", _folder);

            MachineLock.DefaultPaths().ShouldBe(usual);
            usual[0].ShouldBe("/tmp/sparkload.lock");
        }
        finally
        {
            Environment.SetEnvironmentVariable("TMPDIR", before);
        }
    }

    private static Task<MachineLock> TakeAsync(string[] paths, TimeSpan wait = default) =>
        MachineLock.TakeAsync(paths, wait, TimeProvider.System, CancellationToken.None);

    private static async Task<string> RefusedAsync(string[] paths) => (await Should.ThrowAsync<MachineLockException>(() => TakeAsync(paths))).Message;

    private static string HolderOf(string path) => Path.ChangeExtension(path, ".holder");

    private string FileInTheWay()
    {
        var file = Path.Combine(_folder, "precious");
        File.WriteAllText(file, "precious");
        return file;
    }
}
