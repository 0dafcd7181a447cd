@concurrency
Feature: Concurrent clients
  Two people work at the same time, each with a session and a connection of their own. Neither may
  slow the other down beyond what the team accepts.

  @spark-3.5.8
  Scenario: Two clients at once against Spark 3.5.8
    Given Spark 3.5.8 with the NYC taxi trips
    When 2 clients each ask "fares by passenger count" every 2 seconds for 30 minutes
    Then the run meets these criteria:
      | measure                 | must be                      |
      | failed queries          | none                         |
      | answers                 | equal to the reference       |
      | throughput              | above 0.8 queries per second |
      | queries started on time | at least 99%                 |
      | 95th percentile latency | under 5 seconds              |
      | client memory           | under 5 GB                   |

  @spark-4.1.1
  Scenario: Two clients at once against Spark 4.1.1
    Given Spark 4.1.1 with the NYC taxi trips
    When 2 clients each ask "fares by passenger count" every 2 seconds for 30 minutes
    Then the run meets these criteria:
      | measure                 | must be                      |
      | failed queries          | none                         |
      | answers                 | equal to the reference       |
      | throughput              | above 0.8 queries per second |
      | queries started on time | at least 99%                 |
      | 95th percentile latency | under 5 seconds              |
      | client memory           | under 5 GB                   |
