using System.Text.RegularExpressions;
using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Expressions;

namespace SparkLoad.BundledRunner.Tests.Expressions;

public sealed class ParameterTypesTests
{
    public static int Dozen(string text) => text.Length * 12;

    public static Version ToVersion(string text) => Version.Parse(text);

    public static Task<Version> ToVersionLater(string text) => Task.FromResult(Version.Parse(text));

    [Test]
    public void Find_TransformationOfBuiltInType_AddsItsPatternToTheShortName() =>
        new ParameterTypes([Made(nameof(Dozen), "a dozen")], []).Find("int")!.Patterns.ShouldBe([@"-?\d+", "a dozen"]);

    [Test]
    public void Find_TransformationWithoutName_IsFoundByTypeName() =>
        new ParameterTypes([Made(nameof(ToVersion))], []).Find("Version")!.Target.ShouldBe(typeof(Version));

    [Test]
    public void Find_AsyncTransformationWithoutName_IsNotFoundByTypeName() =>
        new ParameterTypes([Made(nameof(ToVersionLater))], []).Find("Version").ShouldBeNull();

    [Test]
    public void Find_EnumOfAStep_IsFoundByItsShortName() =>
        new ParameterTypes([], [typeof(Weather)]).Find("Weather")!.Patterns.ShouldBe([".*"]);

    [Test]
    public void Find_GroupsOfATransformation_DoNotCapture() =>
        new ParameterTypes([Made(nameof(ToVersion), @"v(\d+)\.(\d+)", "v")], []).Find("v")!.Patterns.ShouldBe([@"v(?:\d+)\.(?:\d+)"]);

    [Test]
    public void Create_TwoTypesWithOneName_NamesBoth() =>
        Should.Throw<BindingException>(() => new ParameterTypes([Made(nameof(ToVersion), name: "x"), Made(nameof(Dozen), name: "x")], []))
            .Message.ShouldStartWith("The parameter type 'x' stands for Version and Int32");

    private static Transformation Made(string method, string? regex = null, string? name = null) =>
        new(typeof(ParameterTypesTests).GetMethod(method)!, regex is null ? null : new Regex($"^{regex}$"), name, 0);
}
