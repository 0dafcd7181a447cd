@micro
Feature: Smallest queries
  What does one round trip cost when Spark has almost nothing to compute? One client asks again as soon
  as it is answered. No other query can be faster than these.

  Rule: A constant comes back at once

    Scenario Outline: The constant one from Spark <version>
      Given Spark <version>
      When one client asks "select one" back to back for 1 minute after a warm-up of 10 seconds
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 1 second         |

      @spark-3.5.8
      Examples:
        | version |
        | 3.5.8   |

      @spark-4.1.1
      Examples:
        | version |
        | 4.1.1   |

  Rule: A small temporary view is summed up at once

    Scenario Outline: Totals of three rows from Spark <version>
      Given Spark <version>
      When one client asks "totals of a small view" back to back for 1 minute after a warm-up of 10 seconds
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 1 second         |

      @spark-3.5.8
      Examples:
        | version |
        | 3.5.8   |

      @spark-4.1.1
      Examples:
        | version |
        | 4.1.1   |
