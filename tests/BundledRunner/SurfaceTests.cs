using System.Reflection;

namespace SparkLoad.BundledRunner.Tests;

/// <summary>All that stands in for Reqnroll. What is added here must be there in Reqnroll 3.3.4 in the same form, and be used by the suite.</summary>
public sealed class SurfaceTests
{
    private const string Surface = """
        AfterFeatureAttribute : HookAttribute (String[])
        AfterScenarioAttribute : HookAttribute (String[])
        AfterStepAttribute : HookAttribute (String[])
        AfterTestRunAttribute : HookAttribute ()
        BeforeFeatureAttribute : HookAttribute (String[])
        BeforeScenarioAttribute : HookAttribute (String[])
        BeforeStepAttribute : HookAttribute (String[])
        BeforeTestRunAttribute : HookAttribute ()
        BindingAttribute : Attribute ()
        BindingException : ReqnrollException () (String) (String, Exception)
        DataTable : Object (String[]) AddRow(String[]) ContainsColumn(String) Header RowCount Rows ToString()
        DataTableRow : Object ContainsKey(String) Count GetEnumerator() Item Item Keys TryGetValue(String, String&) Values
        DataTableRows : Object Count GetEnumerator() Item
        FeatureContext : ReqnrollContext BindingCulture FeatureInfo
        FeatureInfo : Object Description FolderPath Language Tags Title
        GivenAttribute : StepDefinitionBaseAttribute (String)
        HookAttribute : Attribute DefaultOrder Order Tags
        IReqnrollOutputHelper : none AddAttachment(String) WriteLine(String) WriteLine(String, Object[])
        PendingStepException : ReqnrollException () (String)
        ReqnrollContext : Object TestError
        ReqnrollException : Exception () (String) (String, Exception)
        RuleInfo : Object Description Tags Title
        ScenarioContext : ReqnrollContext RuleInfo ScenarioExecutionStatus ScenarioInfo
        ScenarioExecutionStatus : Enum BindingError OK Skipped StepDefinitionPending TestError UndefinedStep
        ScenarioInfo : Object Arguments CombinedTags Description Tags Title
        ScopeAttribute : Attribute () Feature Scenario Tag
        StepArgumentTransformationAttribute : Attribute () (String, Int32) DefaultOrder Name Order Regex
        StepDefinitionBaseAttribute : Attribute Expression
        ThenAttribute : StepDefinitionBaseAttribute (String)
        WhenAttribute : StepDefinitionBaseAttribute (String)
        """;

    [Test]
    public void Surface_OfReqnroll_IsOnlyWhatTheSuiteUses() =>
        string.Join('\n', typeof(Reqnroll.BindingAttribute).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == "Reqnroll")
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(Describe))
            .ShouldBe(Surface, StringCompareShould.IgnoreLineEndings);

    private static string Describe(Type type) =>
        $"{type.Name} : {type.BaseType?.Name ?? "none"} {string.Join(' ', Members(type).Order(StringComparer.Ordinal))}".TrimEnd();

    private static IEnumerable<string> Members(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is not MethodInfo { IsSpecialName: true } && member.Name != "value__")
            .Select(member => member switch
            {
                ConstructorInfo constructor => $"({Parameters(constructor)})",
                MethodInfo method => $"{method.Name}({Parameters(method)})",
                _ => member.Name,
            });

    private static string Parameters(MethodBase method) => string.Join(", ", method.GetParameters().Select(parameter => parameter.ParameterType.Name));
}
