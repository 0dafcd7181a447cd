@troubles
Feature: Questions about schemas
  Notebooks and dashboards ask which columns a query would have, again and again, before they ask the query itself.
  Each such question is a call that makes the server analyse the query, although nothing runs. Spark 3.5.8 analyses it
  anew each time; 4.1.1 keeps the plans of a session (SPARK-47818). Many of them may neither fail nor take long.

  Scenario Outline: Twenty questions per second, Spark <version>
    Given Spark <version> with the NYC taxi trips
    When the schema of "fare statistics" is asked 20 times per second for 5 minutes
    Then the run meets these criteria:
      | measure                 | must be        |
      | failed queries          | none           |
      | queries started on time | at least 90%   |
      | 95th percentile latency | under 1 second |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
