-- A mistake: it reads a table that is not there.
--
-- fails with: TABLE_OR_VIEW_NOT_FOUND
SELECT * FROM trips_of_tomorrow
