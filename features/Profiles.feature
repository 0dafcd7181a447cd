@profile
Feature: Profiles
  Where does the client spend its time, and what does it allocate? A profiler records it while a small load
  runs. Profiling costs the client some speed, so the criteria here only ask that every query is answered.

  @spark-4.1.1
  Scenario: The client at work under a small load on Spark 4.1.1
    Given Spark 4.1.1 with the NYC taxi trips
    And the client is profiled
    When "fares by passenger count" is queried 5 times per second for 1 minute
    Then the run meets these criteria:
      | measure        | must be                |
      | failed queries | none                   |
      | answers        | equal to the reference |
      | client memory  | under 5 GB             |
