-- A mistake that shows only when rows are read, and only in ANSI mode.
--
-- fails with: DIVIDE_BY_ZERO
SELECT SUM(1000 / (id - 500)) AS total FROM range(1000)
