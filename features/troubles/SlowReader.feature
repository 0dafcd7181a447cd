@troubles
Feature: A slow reader
  One client takes a large answer slowly, over a bad network or into a slow tool. Spark makes the answer faster than it is
  taken and keeps what nobody has read yet in its memory: the whole answer, if need be. The others must not notice, and the
  memory must be free again afterwards (SPARK-44642).

  Scenario Outline: Small questions next to a slow reader, Spark <version>
    Given Spark <version> with the NYC taxi trips
    When one client reads "a million trips" at 200000 rows per second, back to back for 5 minutes
    And "select one" is queried 2 times per second for 5 minutes
    Then the run meets these criteria:
      | load            | measure                 | must be                |
      | a million trips | failed queries          | none                   |
      | a million trips | rows per query          | every row              |
      | select one      | failed queries          | none                   |
      | select one      | answers                 | equal to the reference |
      | select one      | 95th percentile latency | under 1 second         |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

  @spark-home
  Scenario Outline: What a slow reader leaves behind, Spark <version>
    Given Spark <version> with the NYC taxi trips
    When one client reads "a million trips" at 200000 rows per second, back to back for 5 minutes
    Then the run meets these criteria:
      | measure                       | must be      |
      | failed queries                | none         |
      | rows per query                | every row    |
      | operations left on the server | none         |
      | memory left on the server     | under 100 MB |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
