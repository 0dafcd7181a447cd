-- The large answer in a size that fits a comparison in rounds. Which trips it brings is up to the server, so it has no checksum.
--
-- reads: nyc_taxi(tpep_pickup_datetime, tpep_dropoff_datetime, passenger_count, trip_distance, store_and_fwd_flag,
--     fare_amount, tip_amount, total_amount)
-- at most: 100000
SELECT tpep_pickup_datetime, tpep_dropoff_datetime, passenger_count, trip_distance, store_and_fwd_flag,
       fare_amount, tip_amount, total_amount
FROM nyc_taxi
