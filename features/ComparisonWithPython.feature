@python
Feature: Comparison with Python
  A team that moves from PySpark to this client must not lose by it. Both clients send the same queries to the same
  Spark at the same moments of a schedule, and take turns in many short rounds, so that a disturbance affects both.
  Where Spark itself has much to compute, the clients' schedules are spread out: with all queries at the same moment,
  the figures would show how they slow each other down on the server.

  These scenarios need a real Spark, else they are left out, and its PySpark, else they are not run and fail.

  Scenario Outline: A small query by one client, Spark <version>
    Given Spark <version>
    And the load alternates with PySpark
    When one client asks "select one" 10 times per second for 5 seconds
    Then the run meets these criteria:
      | measure                                      | must be   |
      | failed queries                               | none      |
      | rows per query                               | every row |
      | median latency compared with Python          | no slower |
      | 95th percentile latency compared with Python | no slower |
      | client CPU per query compared with Python    | lower     |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

  Scenario Outline: A small query by eight clients at once, Spark <version>
    Given Spark <version>
    And the load alternates with PySpark
    When 8 clients each ask "select one" every 500 milliseconds for 5 seconds
    Then the run meets these criteria:
      | measure                                      | must be   |
      | failed queries                               | none      |
      | rows per query                               | every row |
      | median latency compared with Python          | no slower |
      | 95th percentile latency compared with Python | no slower |
      | client CPU per query compared with Python    | lower     |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

  Scenario Outline: An aggregation by eight clients, Spark <version>
    Given Spark <version> with the NYC taxi trips
    And the load alternates with PySpark, 40 rounds each
    When 8 clients in turn ask "fares by passenger count" every 2 seconds for 5 seconds
    Then the run meets these criteria:
      | measure                                   | must be    |
      | failed queries                            | none       |
      | rows per query                            | at least 1 |
      | median latency compared with Python       | no slower  |
      | client CPU per query compared with Python | lower      |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

  Scenario Outline: A large result as Arrow tables, Spark <version>
    Given Spark <version> with the NYC taxi trips
    And answers are read as Arrow tables
    And the load alternates with PySpark
    When one client asks "a million trips" every 2 seconds for 10 seconds
    Then the run meets these criteria:
      | measure                                   | must be   |
      | failed queries                            | none      |
      | rows per query                            | every row |
      | mean latency compared with Python         | no slower |
      | client CPU per query compared with Python | lower     |
      | client memory compared with Python        | no higher |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

  Scenario Outline: A large result as rows, Spark <version>
    Given Spark <version> with the NYC taxi trips
    And answers are read as rows
    And the load alternates with PySpark
    When one client asks "a hundred thousand trips" every 3 seconds for 6 seconds
    Then the run meets these criteria:
      | measure                                   | must be   |
      | failed queries                            | none      |
      | rows per query                            | every row |
      | median latency compared with Python       | no slower |
      | client CPU per query compared with Python | lower     |
      | client memory compared with Python        | no higher |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |
