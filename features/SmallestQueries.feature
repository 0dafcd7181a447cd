@micro
Feature: Smallest queries
  What does one round trip cost when Spark has next to nothing to compute? One client asks as fast
  as it is answered. The figures are the floor under every other latency.

  Rule: A constant comes back at once

    @spark-3.5.8
    Scenario: The constant one from Spark 3.5.8
      Given Spark 3.5.8
      When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 1 second         |

    @spark-4.1.1
    Scenario: The constant one from Spark 4.1.1
      Given Spark 4.1.1
      When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 1 second         |

  Rule: A small temporary view is summed up at once

    @spark-3.5.8
    Scenario: Totals of three rows from Spark 3.5.8
      Given Spark 3.5.8
      When one client asks "totals of a small view" back to back for 1 minute after a warm-up of 10 seconds
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 1 second         |

    @spark-4.1.1
    Scenario: Totals of three rows from Spark 4.1.1
      Given Spark 4.1.1
      When one client asks "totals of a small view" back to back for 1 minute after a warm-up of 10 seconds
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 1 second         |
