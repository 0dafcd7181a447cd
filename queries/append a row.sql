-- Appends a row with a number of its own to a table that the first session makes. For a Spark that was started for the scenario.
--
-- session: CREATE TABLE IF NOT EXISTS appended_rows (number INT) USING parquet
-- rows written: SELECT number FROM appended_rows
-- may be empty: yes
INSERT INTO appended_rows VALUES (:number)
