using System.Diagnostics;
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
    private string[] Both => [OfAll, Home];

    private string OfAll => Path.Combine(_folder, "tmp", "sparkload.lock");

    private string Home => Path.Combine(_folder, "home");

    [SetUp]
    public void MakeFolder()
    {
        _folder = Directory.CreateTempSubdirectory("sparkload-lock-").FullName;
        Directory.CreateDirectory(Home);
    }

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Take_WhileAnotherHoldsIt_NamesTheHolder()
    {
        using var held = await TakeAsync(Both);

        (await RefusedAsync(Both)).ShouldBe(string.Create(
            CultureInfo.InvariantCulture,
            $"Another suite (process {Environment.ProcessId} of {Environment.UserName} on {Environment.MachineName}) sends load from "
                + $"this machine; wait until it is over, or end it."));
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
    public async Task Take_WhereOnlyTheFileOfAllIsShared_IsRefused()
    {
        var otherHome = Directory.CreateDirectory(Path.Combine(_folder, "other")).FullName;
        using var held = await TakeAsync(Both);

        (await RefusedAsync([OfAll, otherHome])).ShouldStartWith($"Another suite (process {Environment.ProcessId} of ");
        (await TakeAsync([otherHome])).Dispose();
    }

    [Test]
    [Platform("Unix")]
    public async Task Take_WhereOnlyTheHomeIsShared_IsRefusedAndLetsTheFileGo()
    {
        var otherFile = Path.Combine(_folder, "other", "sparkload.lock");
        using var held = await TakeAsync(Both);

        (await RefusedAsync([otherFile, Home])).ShouldStartWith($"Another suite (process unknown, it holds {Home}) ");
        File.ReadAllText(HolderOf(otherFile)).ShouldBeEmpty();
        (await TakeAsync([otherFile])).Dispose();
    }

    [Test]
    [Platform("Unix")]
    public async Task Take_OfAHome_LeavesNothingThere()
    {
        using (await TakeAsync(Both))
        {
            Directory.EnumerateFileSystemEntries(Home).ShouldBeEmpty();
        }

        Directory.EnumerateFileSystemEntries(Home).ShouldBeEmpty();
    }

    [Test]
    [Platform("Unix")]
    public async Task Dispose_WhileAChildProcessGoesOn_FreesTheLocks()
    {
        var held = await TakeAsync(Both);
        using var child = Process.Start("sleep", "60");
        try
        {
            held.Dispose();

            (await TakeAsync(Both)).Dispose();
            child.HasExited.ShouldBeFalse();
        }
        finally
        {
            child.Kill();
        }
    }

    [Test]
    public async Task Take_WhereOneCannotBeLocked_HoldsTheOther([Values(0, 1)] int lacking)
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

        foreach (var file in new[] { OfAll, HolderOf(OfAll) })
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
    [Platform("Unix"), UnsupportedOSPlatform("windows")]
    public async Task Take_OfAHomeThatCannotBeWritten_Excludes()
    {
        File.SetUnixFileMode(Home, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var held = await TakeAsync([Home]);

        (await RefusedAsync([Home])).ShouldStartWith("Another suite (process unknown, ");
    }

    [Test]
    [Platform("Unix")]
    public async Task Take_OfALink_LeavesItsTargetAlone()
    {
        var target = FileInTheWay();
        Directory.CreateDirectory(Path.GetDirectoryName(OfAll)!);
        File.CreateSymbolicLink(OfAll, target);
        File.CreateSymbolicLink(HolderOf(OfAll), target);

        (await RefusedAsync([OfAll])).ShouldContain("it is a link");
        File.Delete(OfAll);
        (await TakeAsync([OfAll])).Dispose();

        File.ReadAllText(target).ShouldBe("precious");
    }

    [Test, NonParallelizable]
    [Platform("Unix")]
    public void DefaultPaths_WhateverTmpdirSays_AreTheSame()
    {
        var usual = MachineLock.DefaultPaths();

        DefaultPathsWith("TMPDIR", _folder).ShouldBe(usual);
        usual[0].ShouldBe("/tmp/sparkload.lock");
    }

    [Test, NonParallelizable]
    [Platform("Unix")]
    public void DefaultPaths_WithAFolderForState_HoldThatForTheHome()
    {
        var inHome = DefaultPathsWith("XDG_STATE_HOME", null);

        DefaultPathsWith("XDG_STATE_HOME", Home).ShouldBe([inHome[0], Home]);
        DefaultPathsWith("XDG_STATE_HOME", "relative").ShouldBe(inHome);
        DefaultPathsWith("XDG_STATE_HOME", Path.Combine(_folder, "missing")).ShouldBe(inHome);
    }

    private static IReadOnlyList<string> DefaultPathsWith(string variable, string? value)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, value);
        try
        {
            return MachineLock.DefaultPaths();
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }

    private static Task<MachineLock> TakeAsync(string[] paths, TimeSpan wait = default) =>
        MachineLock.TakeAsync(paths, wait, TimeProvider.System, CancellationToken.None);

    private static async Task<string> RefusedAsync(string[] paths) =>
        (await Should.ThrowAsync<MachineLockException>(() => TakeAsync(paths))).Message;

    private static string HolderOf(string path) => Path.ChangeExtension(path, ".holder");

    private string FileInTheWay()
    {
        var file = Path.Combine(_folder, "precious");
        File.WriteAllText(file, "precious");
        return file;
    }
}
