@python
Feature: Comparison with Python
  Whoever moves from PySpark to this client must not lose by it. Both ask the same Spark the same queries at the
  same moments of a schedule, one after the other in many short rounds, so that what disturbs one disturbs both.
  Where Spark itself has much to compute, clients ask one after the other, for many at once would measure how they get
  in each other's way on the server.

  It takes a real Spark, else these scenarios are left out, and its PySpark, else they are not run and fail.

  Rule: On Spark 3.5.8

    @spark-3.5.8
    Scenario: A small query by one client, Spark 3.5.8
      Given Spark 3.5.8
      And PySpark carries the same load in turn
      When one client asks "select one" 10 times per second for 5 seconds
      Then the run meets these criteria:
        | measure                                      | must be   |
        | failed queries                               | none      |
        | rows per query                               | every row |
        | median latency compared with Python          | no slower |
        | 95th percentile latency compared with Python | no slower |
        | client CPU per query compared with Python    | lower     |

    @spark-3.5.8
    Scenario: A small query by eight clients at once, Spark 3.5.8
      Given Spark 3.5.8
      And PySpark carries the same load in turn
      When 8 clients each ask "select one" every 500 milliseconds for 5 seconds
      Then the run meets these criteria:
        | measure                                      | must be   |
        | failed queries                               | none      |
        | rows per query                               | every row |
        | median latency compared with Python          | no slower |
        | 95th percentile latency compared with Python | no slower |
        | client CPU per query compared with Python    | lower     |

    @spark-3.5.8
    Scenario: An aggregation by eight clients, Spark 3.5.8
      Given Spark 3.5.8 with the NYC taxi trips
      And PySpark carries the same load in turn, 40 rounds each
      When 8 clients in turn ask "fares by passenger count" every 2 seconds for 5 seconds
      Then the run meets these criteria:
        | measure                                   | must be    |
        | failed queries                            | none       |
        | rows per query                            | at least 1 |
        | median latency compared with Python       | no slower  |
        | client CPU per query compared with Python | lower      |

    @spark-3.5.8
    Scenario: A large result as Arrow tables, Spark 3.5.8
      Given Spark 3.5.8 with the NYC taxi trips
      And answers are read as Arrow tables
      And PySpark carries the same load in turn
      When one client asks "a million trips" every 2 seconds for 10 seconds
      Then the run meets these criteria:
        | measure                                   | must be   |
        | failed queries                            | none      |
        | rows per query                            | every row |
        | mean latency compared with Python         | no slower |
        | client CPU per query compared with Python | lower     |
        | client memory compared with Python        | no higher |

    @spark-3.5.8
    Scenario: A large result as rows, Spark 3.5.8
      Given Spark 3.5.8 with the NYC taxi trips
      And answers are read as rows
      And PySpark carries the same load in turn
      When one client asks "a hundred thousand trips" every 3 seconds for 6 seconds
      Then the run meets these criteria:
        | measure                                   | must be   |
        | failed queries                            | none      |
        | rows per query                            | every row |
        | median latency compared with Python       | no slower |
        | client CPU per query compared with Python | lower     |
        | client memory compared with Python        | no higher |

  Rule: On Spark 4.1.1

    @spark-4.1.1
    Scenario: A small query by one client, Spark 4.1.1
      Given Spark 4.1.1
      And PySpark carries the same load in turn
      When one client asks "select one" 10 times per second for 5 seconds
      Then the run meets these criteria:
        | measure                                      | must be   |
        | failed queries                               | none      |
        | rows per query                               | every row |
        | median latency compared with Python          | no slower |
        | 95th percentile latency compared with Python | no slower |
        | client CPU per query compared with Python    | lower     |

    @spark-4.1.1
    Scenario: A small query by eight clients at once, Spark 4.1.1
      Given Spark 4.1.1
      And PySpark carries the same load in turn
      When 8 clients each ask "select one" every 500 milliseconds for 5 seconds
      Then the run meets these criteria:
        | measure                                      | must be   |
        | failed queries                               | none      |
        | rows per query                               | every row |
        | median latency compared with Python          | no slower |
        | 95th percentile latency compared with Python | no slower |
        | client CPU per query compared with Python    | lower     |

    @spark-4.1.1
    Scenario: An aggregation by eight clients, Spark 4.1.1
      Given Spark 4.1.1 with the NYC taxi trips
      And PySpark carries the same load in turn, 40 rounds each
      When 8 clients in turn ask "fares by passenger count" every 2 seconds for 5 seconds
      Then the run meets these criteria:
        | measure                                   | must be    |
        | failed queries                            | none       |
        | rows per query                            | at least 1 |
        | median latency compared with Python       | no slower  |
        | client CPU per query compared with Python | lower      |

    @spark-4.1.1
    Scenario: A large result as Arrow tables, Spark 4.1.1
      Given Spark 4.1.1 with the NYC taxi trips
      And answers are read as Arrow tables
      And PySpark carries the same load in turn
      When one client asks "a million trips" every 2 seconds for 10 seconds
      Then the run meets these criteria:
        | measure                                   | must be   |
        | failed queries                            | none      |
        | rows per query                            | every row |
        | mean latency compared with Python         | no slower |
        | client CPU per query compared with Python | lower     |
        | client memory compared with Python        | no higher |

    @spark-4.1.1
    Scenario: A large result as rows, Spark 4.1.1
      Given Spark 4.1.1 with the NYC taxi trips
      And answers are read as rows
      And PySpark carries the same load in turn
      When one client asks "a hundred thousand trips" every 3 seconds for 6 seconds
      Then the run meets these criteria:
        | measure                                   | must be   |
        | failed queries                            | none      |
        | rows per query                            | every row |
        | median latency compared with Python       | no slower |
        | client CPU per query compared with Python | lower     |
        | client memory compared with Python        | no higher |
