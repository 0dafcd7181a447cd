@memory
Feature: Memory stress
  An export fetches a million trips whole, again and again. Every trip must arrive each time, and
  the client's memory must stay where it was.

  Rule: An export that keeps nothing

    Scenario Outline: A million trips every ten seconds from Spark <version>
      Given Spark <version> with the NYC taxi trips
      When "a million trips" is fetched whole every 10 seconds for 30 minutes
      Then the run meets these criteria:
        | measure              | must be               |
        | failed queries       | none                  |
        | rows per query       | every row             |
        | client memory        | under 5 GB            |
        | client memory growth | under 100 MB per hour |

      @spark-3.5.8
      Examples:
        | version |
        | 3.5.8   |

      @spark-4.1.1
      Examples:
        | version |
        | 4.1.1   |

  Rule: An export that holds each answer whole

    Scenario Outline: A million trips held whole, every ten seconds from Spark <version>
      Given Spark <version> with the NYC taxi trips
      And answers are read as Arrow tables
      When "a million trips" is fetched whole every 10 seconds for 30 minutes
      Then the run meets these criteria:
        | measure              | must be               |
        | failed queries       | none                  |
        | rows per query       | every row             |
        | client memory        | under 5 GB            |
        | client memory growth | under 100 MB per hour |

      @spark-3.5.8
      Examples:
        | version |
        | 3.5.8   |

      @spark-4.1.1
      Examples:
        | version |
        | 4.1.1   |
