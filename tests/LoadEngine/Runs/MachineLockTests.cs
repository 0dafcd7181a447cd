using System.Globalization;
using NUnit.Framework;
using Shouldly;
using SparkLoad.LoadEngine.Runs;

namespace SparkLoad.LoadEngine.Tests.Runs;

public sealed class MachineLockTests
{
    private string _folder = null!;

    private string LockPath => Path.Combine(_folder, "sparkload.lock");

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("sparkload-lock-").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    [Test]
    public async Task Take_WhileAnotherHoldsIt_NamesTheHolder()
    {
        using var held = await TakeAsync(TimeSpan.Zero);

        var error = await Should.ThrowAsync<MachineLockException>(() => TakeAsync(TimeSpan.Zero));

        error.Message.ShouldContain(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    [Test]
    public async Task Take_WhenTheHolderLetsGoInTime_Succeeds()
    {
        var held = await TakeAsync(TimeSpan.Zero);
        var next = TakeAsync(TimeSpan.FromSeconds(30));

        held.Dispose();

        (await next).Dispose();
    }

    private Task<MachineLock> TakeAsync(TimeSpan wait) => MachineLock.TakeAsync(LockPath, wait, TimeProvider.System, CancellationToken.None);
}
