@troubles @spark-home
Feature: Appended rows
  A connection that breaks while a row is written leaves a question: is the row there? A client that simply asks again
  may write it twice, as happened with Spark Connect (SPARK-53492), and one that does not may lose it.
  Each row that was acknowledged must be there, once. Where nobody can know, the client must say so: with Spark 3.5.8 that
  is whenever the connection breaks before the server has answered anything, because that server cannot tell a statement
  which it never had from one that it has forgotten.
  One client appends row after row: Spark's tables of files are not made for two that append at the same time.

  Scenario Outline: Rows are appended to Spark <version> while connections are cut, <unknown> told as unknown
    Given Spark <version>, started for this scenario
    And transient errors are retried for up to 4 seconds
    And all connections are cut every 2 seconds
    When one client asks "append a row" once per second for 5 minutes
    Then the run meets these criteria:
      | measure           | must be                    |
      | rows in the table | exactly those acknowledged |
      | failed queries    | <unknown>                  |

    @spark-3.5.8
    Examples:
      | version | unknown   |
      | 3.5.8   | under 50% |

    @spark-4.1.1
    Examples:
      | version | unknown   |
      | 4.1.1   | none      |

