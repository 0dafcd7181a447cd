using Google.Protobuf.Reflection;
using Spark.Connect;

namespace SparkLoad.SparkConnect.Tests.Wire;

/// <summary>Our messages against those that PySpark ships: whatever a field is called, its number and type decide.</summary>
[Category("needs-spark")]
internal sealed class DescriptorTests
{
    private const string Variable = "SPARKLOAD_TEST_DESCRIPTORS";

    [Test]
    public void Message_OfOurs_HasTheNumbersOf411() => Differences("4.1.1", requireAll: true).ShouldBeEmpty();

    [Test]
    public void Message_KnownTo358_HasItsNumbers() => Differences("3.5.8", requireAll: false).ShouldBeEmpty();

    [Test]
    public void Service_OfOurs_HasTheMethodsOf411()
    {
        var theirs = Load("4.1.1").SelectMany(file => file.Service).Single(service => service.Name == "SparkConnectService");
        var ours = ServiceReflection.Descriptor.Services.Single();

        foreach (var method in ours.ToProto().Method)
        {
            theirs.Method.ShouldContain(m => m.Name == method.Name && m.InputType == method.InputType && m.OutputType == method.OutputType
                && m.ClientStreaming == method.ClientStreaming && m.ServerStreaming == method.ServerStreaming, method.Name);
        }
    }

    private static List<string> Differences(string version, bool requireAll)
    {
        var theirs = Load(version);
        var messages = theirs.SelectMany(file => file.MessageType.SelectMany(message => Flatten($".{file.Package}", message))).ToDictionary(
            pair => pair.Name, pair => pair.Message);
        var enums = theirs.SelectMany(file => file.EnumType.Select(e => ($".{file.Package}.{e.Name}", e)))
            .Concat(messages.SelectMany(message => message.Value.EnumType.Select(e => ($"{message.Key}.{e.Name}", e)))).ToDictionary();
        var differences = new List<string>();
        foreach (var (name, message) in Ours().SelectMany(
            file => file.ToProto().MessageType.SelectMany(message => Flatten($".{file.Package}", message))))
        {
            if (!messages.TryGetValue(name, out var their))
            {
                differences.AddRange(requireAll ? [$"{name} is unknown"] : []);
                continue;
            }

            foreach (var field in message.Field)
            {
                var known = their.Field.SingleOrDefault(f => f.Number == field.Number);
                if (known is null)
                {
                    differences.AddRange(requireAll ? [$"{name} has no field {field.Number}"] : []);
                }
                else if (known.Type != field.Type || known.Label != field.Label || known.TypeName != field.TypeName
                    || known.Name != field.Name)
                {
                    differences.Add($"{name}: {known} is not {field}");
                }
            }

            foreach (var ourEnum in message.EnumType)
            {
                if (!enums.TryGetValue($"{name}.{ourEnum.Name}", out var theirEnum))
                {
                    differences.AddRange(requireAll ? [$"{name}.{ourEnum.Name} is unknown"] : []);
                    continue;
                }

                differences.AddRange(ourEnum.Value
                    .Where(value => !theirEnum.Value.Any(v => v.Number == value.Number && v.Name == value.Name))
                    .Where(value => requireAll || theirEnum.Value.Any(v => v.Number == value.Number || v.Name == value.Name))
                    .Select(value => $"{name}.{ourEnum.Name}: {value}"));
            }
        }

        return differences;
    }

    private static IEnumerable<(string Name, DescriptorProto Message)> Flatten(string parent, DescriptorProto message) =>
        message.NestedType.SelectMany(nested => Flatten($"{parent}.{message.Name}", nested)).Prepend(($"{parent}.{message.Name}", message));

    private static FileDescriptor[] Ours() =>
    [
        AnalysisReflection.Descriptor, CommonReflection.Descriptor, ConfigurationReflection.Descriptor, ErrorsReflection
            .Descriptor, ExecutionReflection.Descriptor,
        ExpressionsReflection.Descriptor, PlansReflection.Descriptor, SessionsReflection.Descriptor, TypesReflection.Descriptor,
    ];

    private static Google.Protobuf.Collections.RepeatedField<FileDescriptorProto> Load(string version)
    {
        var folder = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(folder))
        {
            Assert.Ignore($"This test needs Spark's message descriptors: set {Variable} to the folder of spark-connect-{version}.binpb.");
        }

        return FileDescriptorSet.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder!, $"spark-connect-{version}.binpb"))).File;
    }
}
