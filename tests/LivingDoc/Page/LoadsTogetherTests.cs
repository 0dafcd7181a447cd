using SparkLoad.LivingDoc.Page;
using SparkLoad.LivingDoc.Tests.Fixtures;
using SparkLoad.Results;

namespace SparkLoad.LivingDoc.Tests.Page;

public sealed class LoadsTogetherTests
{
    [TestCase(null, null, "open", true)]
    [TestCase("with", "with", "open", true)]
    [TestCase("with", "alone", "open", false)]
    [TestCase(null, null, "capacity", false)]
    public void ClientCpu_OfLoadsThatAreSentAtTheSameTime_IsCalledThatOfAll(string? one, string? other, string model, bool together)
    {
        var run = Runs.Rehearsal().Result;
        var load = run.Scenarios[0].Loads[0] with { Model = model };
        var scenario = run.Scenarios[0] with { Loads = [load with { Side = one }, load with { Name = "other", Side = other }] };

        var cpu = EnvironmentFacts.Of(scenario, run.Run).Single(fact => fact.Name == "Client CPU").Value;

        cpu.ShouldStartWith(together ? "3.4 ms per query of all loads together" : "3.4 ms per query;");
    }
}
