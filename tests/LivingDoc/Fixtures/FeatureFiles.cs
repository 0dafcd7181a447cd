namespace SparkLoad.LivingDoc.Tests.Fixtures;

/// <summary>Features as a product owner would write them, for the folders that the tests make.</summary>
internal static class FeatureFiles
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["sustained-load.feature"] = Feature(
            "throughput", "Sustained load",
            """
              Dashboards ask one small question every second, all day. Spark must keep up **without a pause**.

              * A slow minute is felt by everybody who looks at a dashboard.
              * A failed query shows up as an empty chart.
            """,
            "One query per second against Spark {0}",
            "\"fares by passenger count\" is queried once per second for 30 minutes",
            "| failed queries          | none                         |",
            "| throughput              | above 0.8 queries per second |",
            "| queries started on time | at least 99%                 |",
            "| 95th percentile latency | under 5 seconds              |",
            "| client memory           | under 5 GB                   |"),
        ["concurrent-clients.feature"] = Feature(
            "concurrency", "Concurrent clients",
            "  Two analysts work side by side, each with a session of their own. Neither may slow down the other.",
            "Two clients side by side on Spark {0}",
            "2 clients each ask \"fares by passenger count\" every 2 seconds for 30 minutes",
            "| failed queries          | none                         |",
            "| throughput              | above 0.8 queries per second |",
            "| queries started on time | at least 99%                 |",
            "| 95th percentile latency | under 5 seconds              |",
            "| client memory           | under 5 GB                   |"),
        ["heavy-aggregation.feature"] = Feature(
            "latency", "Heavy aggregation",
            "  Month-end statistics go over every trip. They may take a while, but never so long that somebody gives up.",
            "Statistics every two seconds on Spark {0}",
            "\"fare statistics\" is queried every 2 seconds for 30 minutes",
            "| failed queries          | none             |",
            "| 95th percentile latency | under 30 seconds |",
            "| client memory           | under 5 GB       |"),
        ["memory-stress.feature"] = Feature(
            "memory", "Memory stress",
            "  Exports fetch a million trips at once, again and again. The client's memory must not creep up.",
            "A million trips every ten seconds from Spark {0}",
            "\"all trips\" is fetched whole every 10 seconds for 30 minutes",
            "| failed queries       | none              |",
            "| rows per query       | exactly 1,000,000 |",
            "| client memory        | under 5 GB        |",
            "| client memory growth | under 100 MB per hour |"),
        ["micro.feature"] = Micro,
    };

    /// <summary>Where a text stands in a file, from 1.</summary>
    public static int LineOf(string uri, string text) =>
        All[uri].Split('\n').Index().First(line => line.Item.Contains(text, StringComparison.Ordinal)).Index + 1;

    private const string Micro = """
        @micro
        Feature: The smallest questions
          What does a question cost when there is nothing to compute? The answer is the price of the wire.

          Rule: A constant comes back at once

            @spark-3.5.8
            Scenario: One constant from Spark 3.5.8
              Given Spark 3.5.8 with the NYC taxi trips
              When one client asks "one" back to back for 1 minute after a warm-up of 10 seconds
              Then the run meets these criteria:
                | measure                 | must be      |
                | failed queries          | none         |
                | 95th percentile latency | under 500 ms |

            @spark-4.1.1
            Scenario: One constant from Spark 4.1.1
              Given Spark 4.1.1 with the NYC taxi trips
              When one client asks "one" back to back for 1 minute after a warm-up of 10 seconds
              Then the run meets these criteria:
                | measure                 | must be      |
                | failed queries          | none         |
                | 95th percentile latency | under 500 ms |

          Rule: Three rows are hardly more than none

            Scenario Outline: Three rows summed up on Spark <version>
              Given Spark <version> with the NYC taxi trips
              When one client asks "three rows" back to back for 1 minute after a warm-up of 10 seconds
              Then the run meets these criteria:
                | measure                 | must be      |
                | failed queries          | none         |
                | 95th percentile latency | under 500 ms |

              @spark-3.5.8
              Examples:
                | version |
                | 3.5.8   |

              @spark-4.1.1
              Examples:
                | version |
                | 4.1.1   |
        """;

    private static string Feature(string tag, string name, string description, string scenario, string load, params string[] criteria)
    {
        var scenarios = ((string[])["3.5.8", "4.1.1"]).Select(version => $"""

              @spark-{version}
              Scenario: {scenario.Replace("{0}", version, StringComparison.Ordinal)}
                Given Spark {version} with the NYC taxi trips
                When {load}
                Then the run meets these criteria:
                  | measure | must be |
                  {string.Join("\n      ", criteria)}
            """);
        return $"@{tag}\nFeature: {name}\n{description}\n{string.Join('\n', scenarios)}\n";
    }
}
