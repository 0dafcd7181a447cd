@retail
Feature: Sales of the shops
  Every shop looks at its own sales all day, and the head office compares the countries. Spark must answer both without a pause.

  Scenario: Each shop asks for its own sales
    Given Spark 4.1.1 with the data of "retail"
    When "sales of a shop" is queried 2 times per second for 10 minutes
    Then the run meets these criteria:
      | measure                 | must be                      |
      | failed queries          | none                         |
      | answers                 | equal to the reference       |
      | throughput              | above 1.9 queries per second |
      | queries started on time | at least 99%                 |
      | 95th percentile latency | under 5 seconds              |

  Scenario: The head office compares the countries
    Given Spark 4.1.1 with the data of "retail"
    And these Spark settings:
      | setting                      | value |
      | spark.sql.shuffle.partitions | 8     |
    When 4 clients in turn ask "sales by country" every 2 seconds for 10 minutes
    Then the run meets these criteria:
      | measure        | must be                |
      | failed queries | none                   |
      | answers        | equal to the reference |
      | median latency | under 5 seconds        |
