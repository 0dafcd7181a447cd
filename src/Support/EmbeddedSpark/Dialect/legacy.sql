-- spark.sql.ansi.enabled=false: a division by zero is null.
CREATE MACRO "/"(a, b) AS CASE WHEN b = 0 THEN NULL ELSE system.main."/"(a, b) END;
CREATE MACRO "%"(a, b) AS CASE WHEN b = 0 THEN NULL ELSE system.main."%"(a, b) END;
CREATE MACRO "//"(a, b) AS CASE WHEN b = 0 THEN NULL ELSE CAST(trunc(system.main."//"(a, b)) AS BIGINT) END;
