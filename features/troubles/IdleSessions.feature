@troubles
Feature: Idle sessions
  Spark ends a session that nobody has used for a while, for an hour unless it is told otherwise. A service that kept its
  session over night is then told that it is gone, and must be able to open a new one at once: some could not until they
  were restarted (SPARK-47986).

  Here the server ends a session after five idle seconds, so that each question finds its session gone. Spark 3.5.8 has
  a fixed hour and tells nobody that the views are gone, so there is no scenario for it.

  @spark-home @spark-4.1.1
  Scenario: Sessions that expire between two questions on Spark 4.1.1
    Given Spark 4.1.1, started for this scenario with these settings:
      | setting                                             | value |
      | spark.connect.session.manager.defaultSessionTimeout | 5s    |
      | spark.connect.session.manager.maintenanceInterval   | 500ms |
    And clients open a new session when theirs is gone
    When 5 clients each ask "rows of a small view" every 8 seconds for 20 minutes
    Then the run meets these criteria:
      | measure                 | must be                |
      | failed queries          | none                   |
      | answers                 | equal to the reference |
      | new sessions            | at least 5             |
      | 95th percentile latency | under 3 seconds        |
