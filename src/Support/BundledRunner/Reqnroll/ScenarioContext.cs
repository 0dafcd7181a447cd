#nullable disable // as Reqnroll declares it, so that the suite compiles alike against both

namespace Reqnroll;

/// <summary>The scenario that is running. Bindings take it by constructor or hook parameter.</summary>
public class ScenarioContext : ReqnrollContext
{
    internal ScenarioContext(ScenarioInfo scenarioInfo, RuleInfo ruleInfo)
    {
        ScenarioInfo = scenarioInfo;
        RuleInfo = ruleInfo;
    }

    /// <summary>What the feature file says of the scenario.</summary>
    public ScenarioInfo ScenarioInfo { get; }

    /// <summary>The rule around the scenario; null without one.</summary>
    public RuleInfo RuleInfo { get; }

    /// <summary>How the scenario stands so far.</summary>
    public ScenarioExecutionStatus ScenarioExecutionStatus { get; internal set; }
}
