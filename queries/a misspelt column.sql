-- A mistake: the column is called fare_amount.
--
-- reads: nyc_taxi(fare_amount)
-- fails with: UNRESOLVED_COLUMN
SELECT AVG(fare_amuont) AS average_fare FROM nyc_taxi
