@troubles @soak
Feature: Soak
  What leaks a little shows only after hours. Servers that ran for weeks have grown until nothing but a restart helped,
  which loses every session (SPARK-54528). For two hours jobs come and go, once per second, each with a session of its own.

  Spark 3.5.8 cannot release sessions and keeps what belongs to them, so neither its sessions nor its memory are judged.

  @spark-home @spark-3.5.8
  Scenario: Two hours of sessions that come and go on Spark 3.5.8
    Given Spark 3.5.8 with the NYC taxi trips
    When a session is opened, asked "fares by passenger count" and released once per second for 2 hours
    Then the run meets these criteria:
      | measure                       | must be                |
      | failed queries                | none                   |
      | answers                       | equal to the reference |
      | client memory growth          | under 100 MB per hour  |
      | operations left on the server | none                   |

  @spark-home @spark-4.1.1
  Scenario: Two hours of sessions that come and go on Spark 4.1.1
    Given Spark 4.1.1 with the NYC taxi trips
    When a session is opened, asked "fares by passenger count" and released once per second for 2 hours
    Then the run meets these criteria:
      | measure                       | must be                |
      | failed queries                | none                   |
      | answers                       | equal to the reference |
      | client memory growth          | under 100 MB per hour  |
      | server memory growth          | under 300 MB per hour  |
      | sessions left on the server   | none                   |
      | operations left on the server | none                   |
