using NUnit.Framework;
using Reqnroll;

namespace SparkLoad.FeatureTests.CompatibilityKit;

// A class a sample, called as the sample is, for the tests tell by it which bindings are those of which sample.

[Binding, Scope(Feature = "Ambiguous steps")]
public static class Ambiguous
{
    [Given("^a (.*?) with (.*?)$")]
    public static void First(string thing, string with) { }

    [Given("^a step with (.*)$")]
    public static void Second(string with) { }
}

[Binding, Scope(Feature = "Backgrounds")]
public static class Backgrounds
{
    [Given("an order for {string}")]
    public static void Order(string item) { }

    [When("an action")]
    public static void Act() { }

    [Then("an outcome")]
    public static void End() { }
}

[Binding, Scope(Feature = "cdata")]
public static class Cdata
{
    [Given("I have {int} <![CDATA[cukes]]> in my belly")]
    public static void Have(int cukes) { }
}

[Binding, Scope(Feature = "Data Tables")]
public sealed class DataTables
{
    private string[][] _transposed = [];

    [When("the following table is transposed:")]
    public void Transpose(DataTable table)
    {
        var rows = RowsOf(table);
        _transposed = [.. rows[0].Select((_, column) => rows.Select(row => row[column]).ToArray())];
    }

    [Then("it should be:")]
    public void Be(DataTable expected) => Assert.That(_transposed, Is.EqualTo(RowsOf(expected)));

    private static string[][] RowsOf(DataTable table) => [[.. table.Header], .. table.Rows.Select(row => row.Values.ToArray())];
}

[Binding, Scope(Feature = "Doc strings")]
public static class DocStrings
{
    [Given("a doc string:")]
    public static void Take(string text) { }
}

[Binding, Scope(Feature = "Examples Tables")]
public sealed class ExamplesTables
{
    private int _count;
    private int _friends;

    [Given("there are {int} cucumbers")]
    public void Have(int count) => _count = count;

    [Given("there are {int} friends")]
    public void Invite(int friends) => _friends = friends;

    [When("I eat {int} cucumbers")]
    public void Eat(int count) => _count -= count;

    [Then("I should have {int} cucumbers")]
    public void Left(int count) => Assert.That(_count, Is.EqualTo(count));

    [Then("each person can eat {int} cucumbers")]
    public void Share(int share) => Assert.That(_count / (1 + _friends), Is.EqualTo(share));
}

[Binding, Scope(Feature = "Examples Tables - With Undefined Steps")]
public sealed class ExamplesTablesUndefined
{
    private int _count;

    [Given("there are {int} cucumbers")]
    public void Have(int count) => _count = count;

    [When("I eat {int} cucumbers")]
    public void Eat(int count) => _count -= count;

    [Then("I should have {int} cucumbers")]
    public void Left(int count) => Assert.That(_count, Is.EqualTo(count));
}

[Binding, Scope(Feature = "minimal")]
public static class Minimal
{
    [Given("I have {int} cukes in my belly")]
    public static void Have(int cukes) { }
}

/// <summary>Without a scope, for three would make three step definitions of it; in the features of others theirs go first.</summary>
[Binding]
public static class MultipleFeatures
{
    [Given("an order for {string}")]
    public static void Order(string item) { }
}

[Binding, Scope(Feature = "Parameter Types")]
public static class ParameterTypes
{
    [StepArgumentTransformation("([A-Z]{3})-([A-Z]{3})", Name = "flight")]
    public static Flight ToFlight(string from, string to) => new(from, to);

    [Given("{flight} has been delayed")]
    public static void Delay(Flight flight) => Assert.That(flight, Is.EqualTo(new Flight("LHR", "CDG")));

    public sealed record Flight(string From, string To);
}

[Binding, Scope(Feature = "Pending steps")]
public static class Pending
{
    [Given("an implemented non-pending step")]
    public static void Pass() { }

    [Given("an implemented step that is skipped")]
    public static void BeSkipped() { }

    [Given("an unimplemented pending step")]
    public static void Pend() => throw new PendingStepException();
}

[Binding, Scope(Feature = "regular expression")]
public static class RegularExpression
{
    [Given("^a (.*?)(?: and a (.*?))?(?: and a (.*?))?$")]
    public static void Have(string first, string second, string third) { }
}

[Binding, Scope(Feature = "Retry")]
public static class Retry
{
    private static int _second;
    private static int _third;

    [Given("a step that always passes")]
    public static void Pass() { }

    [Given("a step that passes the second time")]
    public static void PassTheSecondTime() => Assert.That(++_second, Is.EqualTo(2));

    [Given("a step that passes the third time")]
    public static void PassTheThirdTime() => Assert.That(++_third, Is.EqualTo(3));

    [Given("a step that always fails")]
    public static void Fail() => Assert.Fail();
}

[Binding, Scope(Feature = "Retry - With Ambiguous Steps")]
public static class RetryAmbiguous
{
    [Given("an ambiguous step")]
    public static void First() { }

    [Given("an ambiguous step")]
    public static void Second() { }
}

[Binding, Scope(Feature = "Retry - With Pending Steps")]
public static class RetryPending
{
    [Given("a pending step")]
    public static void Pend() => throw new PendingStepException();
}

[Binding, Scope(Feature = "Usage of a `Rule`")]
public sealed class Rules
{
    private readonly Stack<string> _stock = [];
    private int _money;
    private string? _bought;

    [Given("the customer has {int} cents")]
    public void Have(int money) => _money = money;

    [Given("there are chocolate bars in stock")]
    public void Fill() => _stock.Push("Mars");

    [Given("there are no chocolate bars in stock")]
    public void Empty() => _stock.Clear();

    [When("the customer tries to buy a {int} cent chocolate bar")]
    public void Buy(int price) => _bought = _money >= price && _stock.TryPop(out var bar) ? bar : null;

    [Then("the sale should not happen")]
    public void NotBought() => Assert.That(_bought, Is.Null);

    [Then("the sale should happen")]
    public void Bought() => Assert.That(_bought, Is.Not.Null);
}

[Binding, Scope(Feature = "Rules with Backgrounds")]
public static class RulesBackgrounds
{
    [Given("an order for {string}")]
    public static void Order(string item) { }

    [When("an action")]
    public static void Act() { }

    [Then("an outcome")]
    public static void End() { }
}

[Binding, Scope(Feature = "Skipping scenarios")]
public static class Skipped
{
    [Given("a step that does not skip")]
    public static void Pass() { }

    [Given("a step that is skipped")]
    public static void BeSkipped() { }

    [Given("I skip a step")]
    public static void Skip() => Assert.Ignore();
}

[Binding, Scope(Feature = "Stack traces")]
public static class StackTraces
{
    [When("a step throws an exception")]
    public static void Throw() => throw new InvalidOperationException("BOOM");
}

[Binding, Scope(Feature = "Undefined steps")]
public static class Undefined
{
    [Given("an implemented step")]
    public static void Pass() { }

    [Given("a step that will be skipped")]
    public static void BeSkipped() { }
}

[Binding, Scope(Feature = "Unused steps")]
public static class UnusedSteps
{
    [Given("a step that is used")]
    public static void Use() { }

    [Given("a step that is not used")]
    public static void DoNotUse() { }
}
