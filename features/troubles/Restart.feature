@troubles @spark-home
Feature: Restart
  A server runs out of memory, or its machine is taken away, and it is started again. All sessions are gone then, with
  their temporary views. Applications have to notice that and begin anew; some went on asking in a session that was no
  longer there until somebody restarted them as well (SPARK-47986).
  Spark 4.1.1 tells that a session is gone. Spark 3.5.8 does not: it makes another session of the same name, in which
  the application's views are missing, and that is all that the application can notice.

  Scenario Outline: Spark <version> is killed under load and started again
    Given Spark <version>, started for this scenario
    And transient errors are retried for up to 4 seconds
    And clients open a new session when theirs is gone
    And the server is killed after 1 minute and started again
    When 3 clients each ask "totals of a small view" 2 times per second for 5 minutes
    Then the run meets these criteria:
      | measure                              | must be                |
      | failed queries outside of the outage | none                   |
      | time to answer again                 | under 60 seconds       |
      | new sessions                         | at least 3             |
      | answers                              | equal to the reference |

    @spark-3.5.8
    Examples:
      | version |
      | 3.5.8   |

    @spark-4.1.1
    Examples:
      | version |
      | 4.1.1   |

