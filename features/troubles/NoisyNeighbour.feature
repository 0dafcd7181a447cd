@troubles
Feature: Noisy neighbour
  One team's heavy aggregation runs all day, and the dashboards of everybody else become slow: all sessions of a
  Spark Connect server share its processors, and a client cannot choose a scheduler pool of its own (SPARK-48040).
  How much slower a small question becomes is measured in many short rounds, with the neighbour and without it.

  A neighbour always costs something: the small question may take several times as long next to it, but not ten times.

  Scenario Outline: A small question next to a heavy aggregation, Spark <version>
    Given Spark <version> with the NYC taxi trips
    And the load "select one" alternates with the same load alone, 20 rounds each
    When "select one" is queried 5 times per second for 10 seconds
    And one client asks "fare statistics" back to back for 10 seconds
    Then the run meets these criteria:
      | load            | measure                                                   | must be          |
      | select one      | failed queries                                            | none             |
      | fare statistics | failed queries                                            | none             |
      | select one      | 95th percentile latency                                   | under 1 second   |
      | select one      | 95th percentile latency compared with the same load alone | at most 10 times |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
