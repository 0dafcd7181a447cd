-- Each session runs these statements before its first query. Put your own tables in their place, or leave the file out where your
-- queries read tables that the server has.
CREATE OR REPLACE TEMPORARY VIEW sales AS
SELECT
  CAST(id % 20 AS INT) AS shop,
  CASE id % 5 WHEN 0 THEN 'AT' WHEN 1 THEN 'CH' WHEN 2 THEN 'DE' WHEN 3 THEN 'FR' ELSE 'IT' END AS country,
  DATE_ADD(DATE '2026-01-01', CAST(id % 90 AS INT)) AS day,
  CAST(id % 400 AS DOUBLE) / 4 AS amount
FROM range(100000);
