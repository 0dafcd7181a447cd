using Reqnroll;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.Specs.Steps;

/// <summary>What holds for every load of a scenario.</summary>
[Binding]
public sealed class TermSteps(ScenarioDriver scenario)
{
    [Given("a warm-up of {duration}")]
    public void GivenAWarmUp(TimeSpan duration) => scenario.Agree(StatedLoads.WarmUp, terms => terms with { WarmUp = duration });

    [Given("a query may take {duration}")]
    public void GivenAQueryMayTake(TimeSpan duration) =>
        scenario.Agree("how long a query may take", terms => terms with { QueryTimeout = duration });

    [Given("the run is abandoned once more than {share} of the queries fail for {duration}")]
    public void GivenTheRunIsAbandoned(double share, TimeSpan duration) =>
        scenario.Agree("when the run is abandoned", terms => terms with { Abandon = new AbandonRule(share, duration) });

    [Given("the random seed {int}")]
    public void GivenTheRandomSeed(int seed) => scenario.Agree("the random seed", terms => terms with { Seed = seed });

    [Given("parameters are drawn at random")]
    public void GivenParametersAreDrawnAtRandom() =>
        scenario.Agree("how parameters are drawn", terms => terms with { RandomParameters = true });

    [Given("the clients share one connection")]
    public void GivenTheClientsShareOneConnection() =>
        scenario.Agree("how the clients are connected", terms => terms with { ShareConnection = true });

    [Given("all connections are cut every {duration}")]
    public void GivenAllConnectionsAreCut(TimeSpan every) =>
        scenario.Agree("how often connections are cut", terms => terms with { CutEvery = every });

    [Given("the server is killed after {duration} and started again")]
    public void GivenTheServerIsKilledAndStartedAgain(TimeSpan after) => scenario.Kill(after);

    [Given("clients open a new session when theirs is gone")]
    public void GivenClientsOpenANewSessionWhenTheirsIsGone() =>
        scenario.Agree("what clients do without their session", terms => terms with { RenewsSessions = true });

    [Given("transient errors are retried for up to 4 seconds")]
    public void GivenTransientErrorsAreRetriedForUpToFourSeconds() =>
        scenario.Agree("what is retried", terms => terms with { Retries = Retries.Brief });

    [Given("transient errors are retried as PySpark does")]
    public void GivenTransientErrorsAreRetriedAsPySparkDoes() =>
        scenario.Agree("what is retried", terms => terms with { Retries = Retries.Standard });
}
