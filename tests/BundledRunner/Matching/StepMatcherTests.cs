using System.Globalization;
using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Conversion;
using SparkLoad.BundledRunner.Matching;

namespace SparkLoad.BundledRunner.Tests.Matching;

public sealed class StepMatcherTests
{
    [TestCase("Given 3 clients", nameof(Steps.Clients), "3")]
    [TestCase("Given exactly 12 rows", nameof(Steps.Rows), "12")]
    [TestCase("When Given is a word", nameof(Steps.Word))]
    public void Match_OneFits_FindsItWithItsArguments(string step, string method, params string[] arguments)
    {
        var match = Match(step)!;

        match.Definition.Method.Name.ShouldBe(method);
        match.Arguments.ShouldBe(arguments);
    }

    [TestCase("When 3 clients", Description = "a Given is no When")]
    [TestCase("Given nothing of the kind")]
    [TestCase("Given it is only for elsewhere")]
    public void Match_NoneFits_IsUndefined(string step) => Match(step).ShouldBeNull();

    [Test]
    public void Match_SeveralFit_NamesThem() =>
        Should.Throw<BindingException>(() => Match("Given it is ambiguous")).Message.ShouldBe(
            "Several step definitions fit 'Given it is ambiguous': "
            + "Steps.Ambiguous() \"it is ambiguous\", Steps.AmbiguousToo(String) \"{word} is ambiguous\"");

    [Test]
    public void Match_SeveralFitByTextButOneByItsParameters_TakesThatOne() =>
        Match("Given size 5")!.Definition.Method.Name.ShouldBe(nameof(Steps.SizeNumber));

    [Test]
    public void Match_OneIsScopedToTheTag_TakesThatOne()
    {
        Match("Given it is scoped", tag: "@special")!.Definition.Method.Name.ShouldBe(nameof(Steps.Scoped));
        Match("Given it is scoped")!.Definition.Method.Name.ShouldBe(nameof(Steps.Unscoped));
    }

    [Test]
    public void Match_MethodWithTwoTextsThatFit_IsNotAmbiguous() =>
        Match("Given both texts")!.Definition.Method.Name.ShouldBe(nameof(Steps.Both));

    [TestCase("Given a lonely step\n      | a |\n      | 1 |", "The step 'Given a lonely step' brings 1 arguments, Steps.Lonely() takes 0.")]
    [TestCase("Given sunny weather is Fog", "brings 'Fog', which cannot be read as the DayOfWeek that Steps.Weather(DayOfWeek) takes as 'day'.")]
    public void Match_ArgumentsDoNotFit_SaysWhich(string step, string message) =>
        Should.Throw<BindingException>(() => Match(step)).Message.ShouldEndWith(message);

    private static StepMatch? Match(string step, string tag = "")
    {
        var registry = new BindingRegistry([typeof(Steps)]);
        var feature = Journal.Read($"Feature: F\n  {tag}\n  Scenario: S\n    {step}");
        var converter = new ArgumentConverter(registry.Transformations, CultureInfo.InvariantCulture);
        registry.Errors.ShouldBeEmpty();
        return new StepMatcher(registry, converter).Match(feature.Scenarios[0].Steps[0], feature.Info, feature.Scenarios[0].Info);
    }

    [Binding]
    public static class Steps
    {
        [Given("{int} client(s)")]
        public static void Clients(int count) => Use(count);

        [Given(@"^exactly (\d+) rows(, no more)?$")]
        public static void Rows(long count) => Use(count);

        [When("Given is a {word}")]
        [When("Given is a word")]
        public static void Word()
        {
        }

        [Given("it is ambiguous")]
        public static void Ambiguous()
        {
        }

        [Given("{word} is ambiguous")]
        public static void AmbiguousToo(string what) => Use(what);

        [Given("size {}")]
        public static void SizeNumber(int size) => Use(size);

        [Given("size {}")]
        public static void SizeGuid(Guid size) => Use(size);

        [Given("it is scoped")]
        [Scope(Tag = "@special")]
        public static void Scoped()
        {
        }

        [Given("it( )is scoped")]
        public static void Unscoped()
        {
        }

        [Given("it is only for elsewhere")]
        [Scope(Feature = "Another")]
        public static void Elsewhere()
        {
        }

        [Given("both texts")]
        [Given("both text(s)")]
        public static void Both()
        {
        }

        [Given("a lonely step")]
        public static void Lonely()
        {
        }

        [Given("sunny weather is {}")]
        public static void Weather(DayOfWeek day) => Use(day);

        private static void Use(object value) => Journal.Lines.Add($"{value}");
    }
}
