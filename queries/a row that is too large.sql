-- The same row as "a row of 150 MB", where Spark cannot cut it into parts.
--
-- fails with: ResourceExhausted
SELECT repeat(chr(65 + CAST(id AS INT)), 150000000) AS text FROM range(0, 1, 1, 1)
