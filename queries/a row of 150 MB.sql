-- A single row that is larger than a message may be.
--
-- rows: 1
-- checksum: 0x14FADC25ED97EE6E
SELECT repeat(chr(65 + CAST(id AS INT)), 150000000) AS text FROM range(0, 1, 1, 1)
