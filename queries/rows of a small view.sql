-- The rows of a temporary view of three, which each session makes for itself: there is nothing to compute, but the session must have its view.
--
-- session: CREATE OR REPLACE TEMPORARY VIEW small_view AS
--     SELECT * FROM (VALUES (1, CAST(10.5 AS DOUBLE)), (2, CAST(20.25 AS DOUBLE)), (3, CAST(30.75 AS DOUBLE))) AS three(id, amount)
-- rows: 3
SELECT id, amount FROM small_view
