-- Ten thousand rows of 6 KB: one batch of 60 MB from Spark 4.1.1, and some twenty smaller ones from 3.5.8.
--
-- rows: 10000
-- checksum: 0x93FB5BEC768B34E8
SELECT id, repeat(chr(65 + CAST(id % 26 AS INT)), 6000) AS text FROM range(0, 10000, 1, 1)
