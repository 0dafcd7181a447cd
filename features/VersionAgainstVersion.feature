@versions
Feature: Version against version
  Is Spark 4.1.1 slower than Spark 3.5.8? The same client runs the same load on both, alternating in many short
  rounds, with the same rules for wrong values (ANSI mode) in every session. To show that two Sparks are equally fast
  needs more rounds than to show that one is slower, so there are forty.

  These scenarios need two real Sparks; a rehearsal without them leaves them out.

  Scenario: A small query on 4.1.1 and on 3.5.8
    Given Spark 4.1.1
    And the load alternates with Spark 3.5.8, 40 rounds each
    When one client asks "select one" 10 times per second for 5 seconds
    Then the run meets these criteria:
      | measure                                           | must be   |
      | failed queries                                    | none      |
      | rows per query                                    | every row |
      | median latency compared with Spark 3.5.8          | no slower |
      | 95th percentile latency compared with Spark 3.5.8 | no slower |

  Scenario: An aggregation on 4.1.1 and on 3.5.8
    Given Spark 4.1.1 with the NYC taxi trips
    And the load alternates with Spark 3.5.8, 40 rounds each
    When one client asks "fares by passenger count" 4 times per second for 6 seconds
    Then the run meets these criteria:
      | measure                                           | must be    |
      | failed queries                                    | none       |
      | rows per query                                    | at least 1 |
      | median latency compared with Spark 3.5.8          | no slower  |
      | 95th percentile latency compared with Spark 3.5.8 | no slower  |
