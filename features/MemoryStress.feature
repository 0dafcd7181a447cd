@memory
Feature: Memory stress
  An export fetches a million trips whole, again and again. Every trip must arrive each time, and
  the client's memory must stay where it was.

  Rule: An export that keeps nothing

    @spark-3.5.8
    Scenario: A million trips every ten seconds from Spark 3.5.8
      Given Spark 3.5.8 with the NYC taxi trips
      When "a million trips" is fetched whole every 10 seconds for 30 minutes
      Then the run meets these criteria:
        | measure              | must be               |
        | failed queries       | none                  |
        | rows per query       | every row             |
        | client memory        | under 5 GB            |
        | client memory growth | under 100 MB per hour |

    @spark-4.1.1
    Scenario: A million trips every ten seconds from Spark 4.1.1
      Given Spark 4.1.1 with the NYC taxi trips
      When "a million trips" is fetched whole every 10 seconds for 30 minutes
      Then the run meets these criteria:
        | measure              | must be               |
        | failed queries       | none                  |
        | rows per query       | every row             |
        | client memory        | under 5 GB            |
        | client memory growth | under 100 MB per hour |

  Rule: An export that holds each answer whole

    @spark-3.5.8
    Scenario: A million trips held whole, every ten seconds from Spark 3.5.8
      Given Spark 3.5.8 with the NYC taxi trips
      And answers are read as Arrow tables
      When "a million trips" is fetched whole every 10 seconds for 30 minutes
      Then the run meets these criteria:
        | measure              | must be               |
        | failed queries       | none                  |
        | rows per query       | every row             |
        | client memory        | under 5 GB            |
        | client memory growth | under 100 MB per hour |

    @spark-4.1.1
    Scenario: A million trips held whole, every ten seconds from Spark 4.1.1
      Given Spark 4.1.1 with the NYC taxi trips
      And answers are read as Arrow tables
      When "a million trips" is fetched whole every 10 seconds for 30 minutes
      Then the run meets these criteria:
        | measure              | must be               |
        | failed queries       | none                  |
        | rows per query       | every row             |
        | client memory        | under 5 GB            |
        | client memory growth | under 100 MB per hour |
