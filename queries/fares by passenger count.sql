-- The small question of a dashboard: how many trips there are for each number of passengers, and their average fare.
--
-- reads: nyc_taxi(passenger_count, fare_amount)
-- checksum of synthetic trips: 0xD1FF491A37035448
SELECT passenger_count, COUNT(*) AS trips, AVG(fare_amount) AS average_fare
FROM nyc_taxi
WHERE passenger_count > 0
GROUP BY passenger_count
LIMIT 100
