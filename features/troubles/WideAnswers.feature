@troubles
Feature: Wide answers
  Documents, pictures and long arrays make wide rows, and wide rows make large messages. Spark 3.5.8 sends batches of
  4 MB, and 4.1.1 of up to 128 MB, so a client that took every answer before an upgrade can refuse the same answer after
  it (SPARK-47694). Every row must arrive whole, and the client's memory must stay within bounds.

  Rule: Batches of 60 MB arrive whole

    Scenario Outline: Ten thousand wide rows from Spark <version>
      Given Spark <version>
      When "ten thousand wide rows" is fetched whole every 2 seconds for 5 minutes
      Then the run meets these criteria:
        | measure        | must be                |
        | failed queries | none                   |
        | rows per query | every row              |
        | answers        | equal to the reference |
        | client memory  | under 2 GB             |

      @spark-3.5.8
      Examples:
        | version |
        | 3.5.8   |

      @spark-4.1.1
      Examples:
        | version |
        | 4.1.1   |

  Rule: A row of 150 MB arrives in parts
    No message may be longer than 128 MB. Spark 4.1.1 cuts a larger row into parts (SPARK-53525).

    @spark-4.1.1
    Scenario: A row of 150 MB from Spark 4.1.1
      Given Spark 4.1.1
      When "a row of 150 MB" is fetched whole every 5 seconds for 5 minutes
      Then the run meets these criteria:
        | measure        | must be                |
        | failed queries | none                   |
        | rows per query | every row              |
        | answers        | equal to the reference |
        | client memory  | under 2 GB             |

  Rule: A row of 150 MB is refused cleanly where it cannot be cut
    Spark 3.5.8 cannot send such a row in parts, so nobody can have it. What must hold is that it is refused with an
    error that says so, each time, while other queries are answered, and that the client's memory stays within bounds.

    @spark-3.5.8
    Scenario: A row of 150 MB from Spark 3.5.8
      Given Spark 3.5.8
      When "a row that is too large" is queried every 5 seconds for 5 minutes
      And "select one" is queried 5 times per second for 5 minutes
      Then the run meets these criteria:
        | load                    | measure        | must be                |
        | a row that is too large | failed queries | none                   |
        | select one              | failed queries | none                   |
        | select one              | answers        | equal to the reference |
        | select one              | client memory  | under 2 GB             |
