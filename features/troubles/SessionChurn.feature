@troubles
Feature: Session churn
  Scheduled jobs and notebooks open a session, ask one thing and are gone. Servers have run out of memory because what
  belongs to a session stayed behind when many came and went (SPARK-54528, mended in Spark 4.1.0).

  Spark 3.5.8 cannot release a session: there each is opened and asked, and stays until the server forgets it.

  Rule: Sessions may come and go

    Scenario Outline: Two sessions per second on Spark <version>
      Given Spark <version>
      When a session is opened, asked "select one" and released 2 times per second for 5 minutes
      Then the run meets these criteria:
        | measure                 | must be                |
        | failed queries          | none                   |
        | answers                 | equal to the reference |
        | 95th percentile latency | under 2 seconds        |

      @spark-3.5.8
      Examples:
        | version |
        | 3.5.8   |

      @spark-4.1.1
      Examples:
        | version |
        | 4.1.1   |

  Rule: Nothing of them stays on the server

    @spark-home @spark-4.1.1
    Scenario: What two sessions per second leave on Spark 4.1.1
      Given Spark 4.1.1
      When a session is opened, asked "select one" and released 2 times per second for 5 minutes
      Then the run meets these criteria:
        | measure                       | must be |
        | failed queries                | none    |
        | sessions left on the server   | none    |
        | operations left on the server | none    |
