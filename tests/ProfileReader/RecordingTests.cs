using NUnit.Framework;
using Shouldly;
using SparkLoad.Resources.Profiles;
using SparkLoad.Resources.Tests.Profiles;

namespace SparkLoad.ProfileReader.Tests;

internal sealed class RecordingTests
{
    [Test]
    public async Task Recording_OfNothing_IsAProfileWithoutSamplesOfWork()
    {
        using var run = new TemporaryRun();
        await using var monitor = new ProfiledMonitor(new StillMonitor(), run.Files);
        await monitor.StartAsync(CancellationToken.None);
        var recorded = (await monitor.SettleAsync(await monitor.StopAsync(0, CancellationToken.None), CancellationToken.None)).Client!
            .Profile!;

        ProfileConversion.Convert(run.Files.Trace);

        var profile = ProfileReading.Complete(recorded, run.Files, problem: null);
        profile.Note.ShouldBeNull();
        profile.DurationMs!.Value.ShouldBeInRange(0, 1000);
        profile.Gc!.Collections.ShouldBe(0);
    }

    [TestCase("")]
    [TestCase("Nettrace")]
    [TestCase("no recording at all")]
    public void Recording_Damaged_IsRefusedInASentenceAndLeavesNothing(string content)
    {
        using var run = new TemporaryRun();
        Directory.CreateDirectory(Path.GetDirectoryName(run.Files.Trace)!);
        File.WriteAllText(run.Files.Trace, content);

        Should.Throw<ProfileException>(() => ProfileConversion.Convert(run.Files.Trace)).Message.ShouldStartWith(
            "The recording one.nettrace cannot be read: ");

        Directory.GetFiles(Path.GetDirectoryName(run.Files.Trace)!).ShouldHaveSingleItem();
    }
}
