@troubles
Feature: Cancelled queries
  Somebody asks by mistake for what would take hours, and cancels it. Spark must stop at once, must keep nothing of the query,
  and nobody else may notice. Where it is not told that an answer is no longer wanted, it keeps the query for minutes and the
  answer in memory (SPARK-44642).
  The server is warm here. On one that had just been started, Spark 4.1.1 said that its first query was cancelled, which it was
  still planning, and then ran it on: for hours, on all processors. Nothing that a client can send ends it then.

  Scenario Outline: Endless questions cancelled while others work, Spark <version>
    Given Spark <version> with the NYC taxi trips
    When "a sum without end" is queried every 2 seconds for 5 minutes, each cancelled after 1 second
    And "select one" is queried 2 times per second for 5 minutes
    Then the run meets these criteria:
      | load              | measure                        | must be        |
      | a sum without end | failed queries                 | none           |
      | a sum without end | 95th percentile time to cancel | under 1 second |
      | select one        | failed queries                 | none           |
      | select one        | 95th percentile latency        | under 1 second |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

  @spark-home
  Scenario Outline: What cancelled questions leave behind, Spark <version>
    Given Spark <version> with the NYC taxi trips
    When "a sum without end" is queried every 2 seconds for 5 minutes, each cancelled after 1 second
    Then the run meets these criteria:
      | measure                        | must be        |
      | failed queries                 | none           |
      | 95th percentile time to cancel | under 1 second |
      | operations left on the server  | none           |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
