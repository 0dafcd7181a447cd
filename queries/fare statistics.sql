-- A heavy aggregation: sums, deviations and an exact median of all trips, by number of passengers.
--
-- reads: nyc_taxi(passenger_count, fare_amount, tip_amount)
-- checksum of synthetic trips: 0x0671C9300445CB5B
SELECT passenger_count, SUM(fare_amount) AS total_fare, AVG(fare_amount) AS average_fare, STDDEV(fare_amount) AS fare_deviation,
       COUNT(*) AS trips, PERCENTILE(tip_amount, 0.5) AS median_tip
FROM nyc_taxi
WHERE passenger_count > 0
GROUP BY passenger_count
ORDER BY passenger_count
