@troubles @spark-home
Feature: Short streams
  A server ends the stream of an answer after two minutes, and proxies end it sooner; the client has to ask for the rest.
  Large answers then come in many pieces, some of them without a single row, and clients have lost count of them
  (SPARK-44833, SPARK-50735). Here the server ends each stream after a second or a megabyte.

  Scenario Outline: Spark <version> sends a large answer in many short streams
    Given Spark <version> with the NYC taxi trips, started for this scenario with these settings:
      | setting                                                    | value |
      | spark.connect.execute.reattachable.senderMaxStreamDuration | 1s    |
      | spark.connect.execute.reattachable.senderMaxStreamSize     | 1m    |
      | spark.connect.grpc.arrow.maxBatchSize                      | 64k   |
    When "a million trips" is fetched whole every 5 seconds for 5 minutes
    Then the run meets these criteria:
      | measure        | must be                |
      | failed queries | none                   |
      | rows per query | every row              |
      | answers        | equal to the reference |
      | reattaches     | at least 10            |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

