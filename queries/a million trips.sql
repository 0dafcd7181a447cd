-- A large answer: eight columns of a million trips.
--
-- reads: nyc_taxi(tpep_pickup_datetime, tpep_dropoff_datetime, passenger_count, trip_distance, store_and_fwd_flag,
--     fare_amount, tip_amount, total_amount)
-- at most: 1000000
-- checksum of synthetic trips: 0x540C1E2B6D6D20C4
SELECT tpep_pickup_datetime, tpep_dropoff_datetime, passenger_count, trip_distance, store_and_fwd_flag,
       fare_amount, tip_amount, total_amount
FROM nyc_taxi
