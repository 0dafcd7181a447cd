@troubles
Feature: Capacity
  How many small questions per second does Spark answer before it slows down? It is better known before a launch than
  after it. Each running query takes two threads of the server, and with ten thousand threads one service needed a
  quarter of an hour to take up a lost connection (SPARK-49544). In 3.5.8 all queries also share locks that 4.0
  removed (SPARK-49548, SPARK-49684).

  The rate is raised step by step. A step holds where no query fails and 95 of 100 are answered within a second.

  Scenario Outline: A small query at a rising rate, Spark <version>
    Given Spark <version>
    And a warm-up of 2 seconds
    When the rate of "select one" is raised from 20 times per second by 20 times per second up to 40 times per second, each for 1 minute
    Then the run meets these criteria:
      | measure                 | must be                        |
      | failed queries          | none                           |
      | queries started on time | at least 90%                   |
      | 95th percentile latency | under 1 second                 |
      | capacity                | at least 20 queries per second |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
