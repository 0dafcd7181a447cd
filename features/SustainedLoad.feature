@throughput
Feature: Sustained load
  Dashboards ask one small question every second, all day. Spark must keep up without a pause.

  The queries start on a fixed schedule, whether or not earlier ones have been answered, and their
  latency counts from the moment they were due. A server that pauses therefore cannot hide it.

  Scenario Outline: One query per second against Spark <version>
    Given Spark <version> with the NYC taxi trips
    When "fares by passenger count" is queried once per second for 30 minutes
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
