@troubles
Feature: Lost connections
  Networks break while answers are under way: a load balancer moves, a proxy restarts, a laptop changes its network.
  A client has to take up each answer where it broke off, without losing a row and without running the query twice.
  Clients of Spark Connect were seen to wait for ever (SPARK-58094), to take up an answer over and over (SPARK-50735),
  and to have a query run a second time (SPARK-53492).

  Scenario Outline: All connections to Spark <version> are cut every 2 seconds
    Given Spark <version> with the NYC taxi trips
    And transient errors are retried for up to 4 seconds
    And all connections are cut every 2 seconds
    When one client asks "a million trips" every 2 seconds for 5 minutes
    And one client asks "fares by passenger count" 2 times per second for 5 minutes
    Then the run meets these criteria:
      | load                     | measure        | must be                |
      | a million trips          | failed queries | none                   |
      | a million trips          | answers        | equal to the reference |
      | a million trips          | reattaches     | at least 1             |
      | fares by passenger count | failed queries | none                   |
      | fares by passenger count | answers        | equal to the reference |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

