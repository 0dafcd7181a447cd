using System.Reflection;
using ArchUnitNET.Loader;
using ArchUnitNET.NUnit;
using NUnit.Framework;
using Shouldly;
using static ArchUnitNET.Fluent.ArchRuleDefinition;
using Assembly = System.Reflection.Assembly;

namespace SparkLoad.StepDefinitions.Tests.Architecture;

/// <summary>Which room may know which (DESIGN §2). A room that is not named after the arrow must not be used.</summary>
public sealed class RoomReferenceTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["SparkLoad.SparkConnect"] = [],
        ["SparkLoad.Results"] = [],
        ["SparkLoad.LoadEngine"] = ["SparkLoad.Results"],
        ["SparkLoad.EmbeddedSpark"] = [],
        ["SparkLoad.FeatureTests"] = [],
        ["SparkLoad.Processes"] = [],
        ["SparkLoad.Targets"] = ["SparkLoad.SparkConnect", "SparkLoad.LoadEngine", "SparkLoad.Results", "SparkLoad.Processes"],
        ["SparkLoad.Resources"] = ["SparkLoad.LoadEngine", "SparkLoad.Results"],
        ["SparkLoad.Telemetry"] = ["SparkLoad.LoadEngine", "SparkLoad.Results"],
        ["SparkLoad.ProfileReader"] = ["SparkLoad.Resources", "SparkLoad.Results"],
        ["SparkLoad.LivingDoc"] = ["SparkLoad.LoadEngine", "SparkLoad.Results"],
        ["SparkLoad.Cli"] = ["SparkLoad.LivingDoc", "SparkLoad.LoadEngine", "SparkLoad.Results", "SparkLoad.Targets"],
        ["SparkLoad.Specs"] =
            ["SparkLoad.Targets", "SparkLoad.Resources", "SparkLoad.LoadEngine", "SparkLoad.Results", "SparkLoad.Processes",
                "SparkLoad.FeatureTests", "SparkLoad.Telemetry"],
    };

    private static readonly string[] WhatTheEngineMustNotKnow =
        ["Grpc.", "Google.Protobuf", "Apache.Arrow", "Reqnroll", "Gherkin", "OpenTelemetry"];

    private static readonly ArchUnitNET.Domain.Architecture Rooms =
        new ArchLoader().LoadAssemblies([.. MayUse.Keys.Select(Load)]).Build();

    private static IEnumerable<TestCaseData> ForbiddenPairs() =>
        from room in MayUse
        from other in MayUse.Keys
        where room.Key != other && !room.Value.Contains(other)
        select new TestCaseData(room.Key, other).SetArgDisplayNames(room.Key, other);

    [TestCaseSource(nameof(ForbiddenPairs))]
    public void Room_UsesOnlyItsNeighbours_NeverAnother(string room, string other) =>
        Types().That().ResideInAssembly(Load(room)).Should()
            // What both sides of the wire generate from proto/ has the same names in both rooms.
            .NotDependOnAny(Types().That().ResideInAssembly(Load(other)).And().HaveFullNameMatching("^SparkLoad"))
            .WithoutRequiringPositiveResults()
            .Check(Rooms);

    [Test]
    public void LoadEngine_References_NothingOfSparkGrpcOrGherkin() =>
        Load("SparkLoad.LoadEngine").GetReferencedAssemblies()
            .Select(reference => reference.Name!)
            .Where(name => WhatTheEngineMustNotKnow.Any(name.StartsWith))
            .ShouldBeEmpty();

    [TestCase("SparkLoad.LivingDoc", "Gherkin")]
    [TestCase("SparkLoad.FeatureTests", "Gherkin")]
    [TestCase("SparkLoad.FeatureTests", "Cucumber.Messages")]
    public void Room_ThatReadsFeatures_DoesSoWithWhatReqnrollBrings(string room, string library) =>
        VersionOf(Load(room), library).ShouldBe(VersionOf(Load("Reqnroll"), library));

    private static Version VersionOf(Assembly assembly, string library) =>
        assembly.GetReferencedAssemblies().Single(reference => reference.Name == library).Version!;

    private static Assembly Load(string name) => Assembly.Load(new AssemblyName(name));
}
