-- A question that takes hours on any Spark, so that it is always under way when somebody cancels it.
--
-- rows: 1
SELECT SUM(id % 7) AS total FROM range(1000000000000)
