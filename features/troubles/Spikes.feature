@troubles
Feature: Spikes
  At nine o'clock everybody opens the dashboard, and for a minute ten times as many queries arrive as usual. Neither
  Spark 3.5.8 nor Spark 4.1.1 limits how many queries run at once (SPARK-49580): all of them share the processors, and
  each takes longer. None may fail, and the service must soon be as fast as it was before.

  Scenario Outline: A minute of ten times the queries, Spark <version>
    Given Spark <version>
    When "totals of a small view" is queried in these stages:
      | stage  | rate                | for       |
      | steady | 2 times per second  | 2 minutes |
      | spike  | 20 times per second | 1 minute  |
      | steady | 2 times per second  | 2 minutes |
    Then the run meets these criteria:
      | measure                 | must be          |
      | failed queries          | none             |
      | queries started on time | at least 90%     |
      | time to recover         | under 30 seconds |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
