@troubles
Feature: Mistakes among good queries
  All day people misspell a column, name a table that is gone, or divide by zero, on the server that answers everybody
  else. Each mistake must come back under Spark's name for it, not as a broken call: errors travel in the small space
  after an answer, and long ones have not fitted in (SPARK-42945). The good queries must not notice.

  ANSI mode is on, so that both versions call a division by zero an error.

  Scenario Outline: A tenth of the queries is wrong, Spark <version>
    Given Spark <version> with the NYC taxi trips
    And these Spark settings:
      | setting                | value |
      | spark.sql.ansi.enabled | true  |
    When "fares by passenger count" is queried 4.5 times per second for 5 minutes
    And these queries are asked every 2 seconds for 5 minutes:
      | query              | share |
      | a missing table    | 25%   |
      | a misspelt column  | 25%   |
      | a syntax error     | 25%   |
      | a division by zero | 25%   |
    Then the run meets these criteria:
      | load                                                                   | measure                 | must be                |
      | fares by passenger count                                                | failed queries          | none                   |
      | fares by passenger count                                                | answers                 | equal to the reference |
      | fares by passenger count                                                | 95th percentile latency | under 5 seconds        |
      | a missing table, a misspelt column, a syntax error, a division by zero | failed queries          | none                   |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
