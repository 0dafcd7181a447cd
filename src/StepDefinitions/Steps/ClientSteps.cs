using Reqnroll;
using SparkLoad.LoadEngine.Clients;
using SparkLoad.LoadEngine.Plans;
using SparkLoad.LoadEngine.Shapes;
using SparkLoad.Results;
using SparkLoad.Specs.Scenarios;

namespace SparkLoad.Specs.Steps;

/// <summary>Loads of clients that have one query at a time each.</summary>
[Binding]
public sealed class ClientSteps(ScenarioDriver scenario)
{
    [When("{int} clients each ask {string} {rate} for {duration}")]
    public void WhenClientsEachAsk(int clients, string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, new ClientLoad(clients, rate, duration));

    [When("one client asks {string} {rate} for {duration}")]
    public void WhenOneClientAsks(string query, Rate rate, TimeSpan duration) => WhenClientsEachAsk(1, query, rate, duration);

    [When("{int} clients in turn ask {string} {rate} for {duration}")]
    public void WhenClientsInTurnAsk(int clients, string query, Rate rate, TimeSpan duration) =>
        scenario.Plan(query, new ClientLoad(clients, rate, duration) { Phase = ClientPhase.Spread });

    [When("{int} clients each ask these queries {rate} for {duration}:")]
    public void WhenClientsEachAskAMix(int clients, Rate rate, TimeSpan duration, DataTable queries) =>
        scenario.Plan(() => LoadTables.Mix(queries), () => new ClientLoad(clients, rate, duration));

    [When("{int} clients each keep a session for {duration} and ask {string} at its beginning and at its end")]
    public void WhenClientsEachKeepASession(int clients, TimeSpan duration, string query) =>
        scenario.Plan(query, new ReturningLoad(clients, duration));

    [When("{int} clients each ask {string} back to back for {duration}")]
    public void WhenClientsAskBackToBack(int clients, string query, TimeSpan duration) =>
        scenario.Plan(query, new BackToBackLoad(clients, duration));

    [When("{int} clients each ask {string} for {duration} with a pause of {duration}")]
    public void WhenClientsAskWithAPause(int clients, string query, TimeSpan duration, TimeSpan pause) =>
        scenario.Plan(query, new BackToBackLoad(clients, duration) { Pause = pause });

    [When("one client reads {string} at {int} rows per second, back to back for {duration}")]
    public void WhenOneClientReadsAtAPace(string query, int rows, TimeSpan duration) =>
        scenario.Plan(query, new ReadAtAPace(rows), new BackToBackLoad(1, duration));

    [When("one client asks {string} back to back for {duration}")]
    public void WhenOneClientAsksBackToBack(string query, TimeSpan duration) => WhenClientsAskBackToBack(1, query, duration);

    [When("one client asks {string} back to back for {duration} after a warm-up of {duration}")]
    public void WhenOneClientAsksBackToBackAfterAWarmUp(string query, TimeSpan duration, TimeSpan warmUp) =>
        scenario.Plan(query, new BackToBackLoad(1, duration), warmUp);
}
