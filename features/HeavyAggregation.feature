@latency
Feature: Heavy aggregation
  Analysts ask for statistics over all trips with passengers: sums, averages, standard deviations and medians by
  passenger count. Such a question may take its time, but not without limit.

  Scenario Outline: Fare statistics every two seconds against Spark <version>
    Given Spark <version> with the NYC taxi trips
    When "fare statistics" is queried every 2 seconds for 30 minutes
    Then the run meets these criteria:
      | measure                 | must be                |
      | failed queries          | none                   |
      | answers                 | equal to the reference |
      | 95th percentile latency | under 30 seconds       |
      | client memory           | under 5 GB             |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
