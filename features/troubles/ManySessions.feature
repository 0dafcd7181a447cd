@troubles
Feature: Many sessions
  Every open notebook keeps a session with temporary views of its own, and comes back to it after a while. Each session
  must still have its view then.

  Spark 3.5.8 keeps a hundred sessions, in four parts of 25, and silently forgets one when its part is full: the views are
  gone, and nobody is told (SPARK-44595). Of 90 sessions 17 were forgotten when this was tried, so there are 40 of them.
  Spark 4.1.1 has no such limit.

  Scenario Outline: <sessions> open sessions on Spark <version>
    Given Spark <version>
    When <sessions> clients each keep a session for 5 minutes and ask "rows of a small view" at its beginning and at its end
    Then the run meets these criteria:
      | measure        | must be                |
      | failed queries | none                   |
      | answers        | equal to the reference |

    @spark-3.5.8
    Examples:
      | version | sessions |
      | 3.5.8   | 40       |

    @spark-4.1.1
    Examples:
      | version | sessions |
      | 4.1.1   | 150      |
