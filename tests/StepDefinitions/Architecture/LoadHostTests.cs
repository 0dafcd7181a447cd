using System.Text.Json;
using NUnit.Framework;
using Shouldly;
using SparkLoad.StepDefinitions.Tests.Suite;

namespace SparkLoad.StepDefinitions.Tests.Architecture;

/// <summary>
/// The benches' figures are those of the suite only if its test host has the settings that they have (docs/decisions/0041).
/// </summary>
internal sealed class LoadHostTests
{
    [Test]
    public void TestHost_OfTheSuite_SendsLoadWithoutSpinningAndWithoutProfiledTiers()
    {
        var settingsFile = Path.ChangeExtension(SuiteProcess.BuiltAssembly, ".runtimeconfig.json");

        using var document = JsonDocument.Parse(File.ReadAllText(settingsFile));

        var settings = document.RootElement.GetProperty("runtimeOptions").GetProperty("configProperties");
        settings.GetProperty("System.Threading.ThreadPool.UnfairSemaphoreSpinLimit").GetInt32().ShouldBe(0);
        settings.GetProperty("System.Runtime.TieredPGO").GetBoolean().ShouldBeFalse();
    }
}
