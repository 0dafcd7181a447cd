@concurrency
Feature: Concurrent clients
  Two people work at the same time, each with a session and a connection of their own. Neither may
  slow the other down beyond what the team accepts.

  Scenario Outline: Two clients at once against Spark <version>
    Given Spark <version> with the NYC taxi trips
    When 2 clients each ask "fares by passenger count" every 2 seconds for 30 minutes
    Then the run meets these criteria:
      | measure                 | must be                      |
      | failed queries          | none                         |
      | answers                 | equal to the reference       |
      | throughput              | above 0.8 queries per second |
      | queries started on time | at least 99%                 |
      | 95th percentile latency | under 5 seconds              |
      | client memory           | under 5 GB                   |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
