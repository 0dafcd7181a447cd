-- A mistake: there is no comma before the last column.
--
-- reads: nyc_taxi(passenger_count)
-- fails with: PARSE_SYNTAX_ERROR
SELECT passenger_count AS passengers COUNT(*) AS trips FROM nyc_taxi GROUP BY passenger_count
