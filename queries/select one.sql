-- The smallest question there is: what it takes is what any query takes.
--
-- rows: 1
-- checksum: 0xD71906FEC9B52955
SELECT 1 AS one
