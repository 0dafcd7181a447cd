-- A small aggregation over a temporary view of three rows, which each session makes for itself.
--
-- session: CREATE OR REPLACE TEMPORARY VIEW small_view AS
--     SELECT * FROM (VALUES (1, CAST(10.5 AS DOUBLE)), (2, CAST(20.25 AS DOUBLE)), (3, CAST(30.75 AS DOUBLE))) AS three(id, amount)
-- rows: 1
-- checksum: 0x8BE3CE1DDF1DA193
SELECT SUM(amount) AS total, AVG(amount) AS average, COUNT(*) AS counted FROM small_view
