-- What each country has sold, for the head office.
--
-- rows: 5
SELECT country, COUNT(*) AS sales, SUM(amount) AS total
FROM sales
GROUP BY country
ORDER BY country
