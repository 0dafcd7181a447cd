using System.Globalization;
using Reqnroll;
using SparkLoad.BundledRunner.Bindings;
using SparkLoad.BundledRunner.Conversion;

namespace SparkLoad.BundledRunner.Tests.Conversion;

public sealed class ArgumentConverterTests
{
    private static readonly BindingRegistry s_registry = new([typeof(Transformations)]);

    [TestCase("5", typeof(int), 5)]
    [TestCase("1,000.5", typeof(double), 1000.5)]
    [TestCase("dark red", typeof(ConsoleColor), null)]
    [TestCase("Dark Red", typeof(ConsoleColor), ConsoleColor.DarkRed)]
    [TestCase("true", typeof(bool), true)]
    [TestCase("7", typeof(int?), 7)]
    [TestCase("text", typeof(string), "text")]
    [TestCase("text", typeof(object), "text")]
    public async Task Convert_Text_AsDotNetDoes(string text, Type target, object? expected) =>
        (await ConvertAsync(text, target)).ShouldBe(expected ?? ConsoleColor.DarkRed);

    [Test]
    public async Task Convert_TransformationThatFits_TakesWhatItsGroupsCapture() =>
        (await ConvertAsync("30 minutes", typeof(TimeSpan))).ShouldBe(TimeSpan.FromMinutes(30));

    [Test]
    public async Task Convert_TransformationThatDoesNotFit_IsPassedOver() =>
        (await ConvertAsync("00:00:05", typeof(TimeSpan))).ShouldBe(TimeSpan.FromSeconds(5));

    [Test]
    public async Task Convert_TransformationWithLowestOrder_Wins() =>
        (await ConvertAsync("x", typeof(Uri))).ShouldBe(new Uri("first:x"));

    [Test]
    public async Task Convert_Table_ByATransformationThatWaits() =>
        (await ConvertAsync(Table(), typeof(Version[]))).ShouldBe(new[] { new Version(1, 2), new Version(3, 4) });

    [Test]
    public void CanConvert_TableWithoutTransformation_IsFalse()
    {
        Converter().CanConvert(Table(), typeof(TimeSpan)).ShouldBeFalse();
        Converter().CanConvert(Table(), typeof(DataTable)).ShouldBeTrue();
    }

    [TestCase("no number", typeof(int))]
    [TestCase("300", typeof(byte))]
    [TestCase("Purple", typeof(ConsoleColor))]
    public void CanConvert_TextThatDoesNotFit_IsFalse(string text, Type target) => Converter().CanConvert(text, target).ShouldBeFalse();

    private static DataTable Table()
    {
        var table = new DataTable("version");
        table.AddRow("1.2");
        table.AddRow("3.4");
        return table;
    }

    private static ArgumentConverter Converter() => new(s_registry.Transformations, CultureInfo.GetCultureInfo("en-US"));

    private static Task<object?> ConvertAsync(object value, Type target) =>
        Converter().ConvertAsync(value, target, async (transformation, arguments) =>
        {
            var made = transformation.Method.Invoke(null, arguments);
            return made is Task<Version[]> later ? await later : made;
        });

    [Binding]
    public static class Transformations
    {
        [StepArgumentTransformation(@"(\d+) (second|minute)s?", Name = "duration")]
        public static TimeSpan Duration(int count, string unit) => unit == "minute" ? TimeSpan.FromMinutes(count) : TimeSpan.FromSeconds(count);

        [StepArgumentTransformation(".*", order: 2)]
        public static Uri Second(string text) => new($"second:{text.Length}");

        [StepArgumentTransformation("(.*)", order: 1)]
        public static Uri First(string text) => new($"first:{text}");

        [StepArgumentTransformation]
        public static async Task<Version[]> Versions(DataTable table)
        {
            await Task.Yield();
            return [.. table.Rows.Select(row => Version.Parse(row["version"]))];
        }
    }
}
