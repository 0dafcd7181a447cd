-- What one shop has sold since a day: the question of its dashboard. The values come from "sales of a shop.csv", a row a query.
--
-- rows: 1
SELECT COUNT(*) AS sales, SUM(amount) AS total
FROM sales
WHERE shop = :shop AND day >= :since
