using SparkLoad.LivingDoc.Tests.Fixtures;

namespace SparkLoad.LivingDoc.Tests;

/// <summary>Writes the folders of all fixture runs for looking at.</summary>
[Explicit("By hand: writes into the folder that SPARKLOAD_TEST_GALLERY names.")]
public sealed class FixtureGallery
{
    [Test]
    public void Gallery_Written_HoldsARunInEveryState()
    {
        var folder = Environment.GetEnvironmentVariable("SPARKLOAD_TEST_GALLERY");
        if (folder is null)
        {
            Assert.Ignore("Set SPARKLOAD_TEST_GALLERY to a folder.");
        }

        foreach (var run in (RunFixture[])[Runs.Rehearsal(), Runs.Acceptance(), Runs.FailedAcceptance(), Runs.Inconclusive(), Runs.NotRun(),
            Runs.Running(), Runs.Interrupted(), Comparisons.Acceptance(Comparisons.WithPython, Comparisons.WithBaseline),
            Runs.Later(Runs.Acceptance("2026-11-29T00-00-00Z-d1d1", seed: 2, factor: 1.3))])
        {
            TestContext.Out.WriteLine(run.Write(folder));
        }
    }
}
