using NUnit.Framework;
using Shouldly;
using SparkLoad.Results;
using SparkLoad.Resources.Profiles;

namespace SparkLoad.Resources.Tests.Profiles;

internal sealed class ProfileReadingTests
{
    [Test]
    public void Complete_WithoutASummary_KeepsTheRecordingAndSaysSo()
    {
        using var run = new TemporaryRun();
        var recorded = new ClientProfile { Trace = "profiles/one.nettrace", Note = "Before." };

        ProfileReading.Complete(recorded, run.Files, "It was not read.").ShouldBe(recorded with { Note = "Before. It was not read." });
        ProfileReading.Complete(recorded, run.Files, problem: null).Note!.ShouldStartWith("Before. The profile's summary cannot be read: ");
    }
}
