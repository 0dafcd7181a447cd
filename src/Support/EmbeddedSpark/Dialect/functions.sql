-- Spark's functions, in DuckDB's words. Overloads are by type: without one for integers DuckDB would take the one for DOUBLE.
CREATE MACRO to_byte(x BOOLEAN) AS CAST(x AS TINYINT), (x BIGINT) AS CAST(x AS TINYINT), (x HUGEINT) AS CAST(x AS TINYINT),
  (x DECIMAL) AS CAST(trunc(x) AS TINYINT), (x FLOAT) AS CAST(trunc(x) AS TINYINT), (x DOUBLE) AS CAST(trunc(x) AS TINYINT),
  (x VARCHAR) AS CAST(trim(x) AS TINYINT), (x TIMESTAMPTZ) AS CAST(floor(epoch(x)) AS TINYINT);
CREATE MACRO to_short(x BOOLEAN) AS CAST(x AS SMALLINT), (x BIGINT) AS CAST(x AS SMALLINT), (x HUGEINT) AS CAST(x AS SMALLINT),
  (x DECIMAL) AS CAST(trunc(x) AS SMALLINT), (x FLOAT) AS CAST(trunc(x) AS SMALLINT), (x DOUBLE) AS CAST(trunc(x) AS SMALLINT),
  (x VARCHAR) AS CAST(trim(x) AS SMALLINT), (x TIMESTAMPTZ) AS CAST(floor(epoch(x)) AS SMALLINT);
CREATE MACRO to_int(x BOOLEAN) AS CAST(x AS INTEGER), (x BIGINT) AS CAST(x AS INTEGER), (x HUGEINT) AS CAST(x AS INTEGER),
  (x DECIMAL) AS CAST(trunc(x) AS INTEGER), (x FLOAT) AS CAST(trunc(x) AS INTEGER), (x DOUBLE) AS CAST(trunc(x) AS INTEGER),
  (x VARCHAR) AS CAST(trim(x) AS INTEGER), (x TIMESTAMPTZ) AS CAST(floor(epoch(x)) AS INTEGER);
CREATE MACRO to_long(x BOOLEAN) AS CAST(x AS BIGINT), (x BIGINT) AS CAST(x AS BIGINT), (x HUGEINT) AS CAST(x AS BIGINT),
  (x DECIMAL) AS CAST(trunc(x) AS BIGINT), (x FLOAT) AS CAST(trunc(x) AS BIGINT), (x DOUBLE) AS CAST(trunc(x) AS BIGINT),
  (x VARCHAR) AS CAST(trim(x) AS BIGINT), (x TIMESTAMPTZ) AS CAST(floor(epoch(x)) AS BIGINT);
CREATE MACRO to_instant(x BIGINT) AS make_timestamptz(x * 1000000), (x DOUBLE) AS make_timestamptz(CAST(trunc(x * 1000000) AS BIGINT)),
  (x DECIMAL) AS make_timestamptz(CAST(trunc(x * 1000000) AS BIGINT)), (x VARCHAR) AS CAST(x AS TIMESTAMPTZ), (x DATE) AS CAST(x AS TIMESTAMPTZ),
  (x TIMESTAMP) AS CAST(x AS TIMESTAMPTZ), (x TIMESTAMPTZ) AS x;
CREATE MACRO try_to_byte(x BOOLEAN) AS CAST(x AS TINYINT), (x BIGINT) AS TRY_CAST(x AS TINYINT), (x HUGEINT) AS TRY_CAST(x AS TINYINT),
  (x DECIMAL) AS TRY_CAST(trunc(x) AS TINYINT), (x FLOAT) AS TRY_CAST(trunc(x) AS TINYINT), (x DOUBLE) AS TRY_CAST(trunc(x) AS TINYINT),
  (x VARCHAR) AS TRY_CAST(trim(x) AS TINYINT), (x TIMESTAMPTZ) AS TRY_CAST(floor(epoch(x)) AS TINYINT);
CREATE MACRO try_to_short(x BOOLEAN) AS CAST(x AS SMALLINT), (x BIGINT) AS TRY_CAST(x AS SMALLINT), (x HUGEINT) AS TRY_CAST(x AS SMALLINT),
  (x DECIMAL) AS TRY_CAST(trunc(x) AS SMALLINT), (x FLOAT) AS TRY_CAST(trunc(x) AS SMALLINT), (x DOUBLE) AS TRY_CAST(trunc(x) AS SMALLINT),
  (x VARCHAR) AS TRY_CAST(trim(x) AS SMALLINT), (x TIMESTAMPTZ) AS TRY_CAST(floor(epoch(x)) AS SMALLINT);
CREATE MACRO try_to_int(x BOOLEAN) AS CAST(x AS INTEGER), (x BIGINT) AS TRY_CAST(x AS INTEGER), (x HUGEINT) AS TRY_CAST(x AS INTEGER),
  (x DECIMAL) AS TRY_CAST(trunc(x) AS INTEGER), (x FLOAT) AS TRY_CAST(trunc(x) AS INTEGER), (x DOUBLE) AS TRY_CAST(trunc(x) AS INTEGER),
  (x VARCHAR) AS TRY_CAST(trim(x) AS INTEGER), (x TIMESTAMPTZ) AS TRY_CAST(floor(epoch(x)) AS INTEGER);
CREATE MACRO try_to_long(x BOOLEAN) AS CAST(x AS BIGINT), (x BIGINT) AS TRY_CAST(x AS BIGINT), (x HUGEINT) AS TRY_CAST(x AS BIGINT),
  (x DECIMAL) AS TRY_CAST(trunc(x) AS BIGINT), (x FLOAT) AS TRY_CAST(trunc(x) AS BIGINT), (x DOUBLE) AS TRY_CAST(trunc(x) AS BIGINT),
  (x VARCHAR) AS TRY_CAST(trim(x) AS BIGINT), (x TIMESTAMPTZ) AS TRY_CAST(floor(epoch(x)) AS BIGINT);
CREATE MACRO try_to_instant(x BIGINT) AS make_timestamptz(x * 1000000), (x DOUBLE) AS make_timestamptz(CAST(trunc(x * 1000000) AS BIGINT)),
  (x DECIMAL) AS make_timestamptz(CAST(trunc(x * 1000000) AS BIGINT)), (x VARCHAR) AS TRY_CAST(x AS TIMESTAMPTZ), (x DATE) AS CAST(x AS TIMESTAMPTZ),
  (x TIMESTAMP) AS CAST(x AS TIMESTAMPTZ), (x TIMESTAMPTZ) AS x;
CREATE MACRO java_mantissa(digits, exponent) AS CASE WHEN ltrim(digits, '0') = '' THEN '0.0' ELSE
  ltrim(digits, '0')[1] || '.' || coalesce(nullif(rtrim(ltrim(digits, '0')[2:], '0'), ''), '0') || 'E' || CAST(exponent - (system.main.length(digits) - system.main.length(ltrim(digits, '0'))) AS VARCHAR) END;
CREATE MACRO java_exponent(p) AS p.sign || java_mantissa(p.whole || p.fraction, system.main.length(p.whole) - 1 + coalesce(TRY_CAST(p.exponent AS INTEGER), 0));
CREATE MACRO double_to_text(x) AS CASE
  WHEN x IS NULL THEN NULL WHEN isnan(x) THEN 'NaN' WHEN isinf(x) THEN CASE WHEN x > 0 THEN 'Infinity' ELSE '-Infinity' END
  WHEN x = 0 OR (abs(x) >= 1e-3 AND abs(x) < 1e7) THEN CAST(x AS VARCHAR)
  ELSE java_exponent(regexp_extract(CAST(x AS VARCHAR), '^(-?)([0-9]+)\.?([0-9]*)(?:e([+-]?[0-9]+))?$', ['sign', 'whole', 'fraction', 'exponent'])) END;
CREATE MACRO to_text(x BOOLEAN) AS CAST(x AS VARCHAR), (x BIGINT) AS CAST(x AS VARCHAR), (x HUGEINT) AS CAST(x AS VARCHAR), (x DECIMAL) AS CAST(x AS VARCHAR),
  (x FLOAT) AS double_to_text(x), (x DOUBLE) AS double_to_text(x), (x VARCHAR) AS x, (x DATE) AS CAST(x AS VARCHAR), (x BLOB) AS decode(x),
  (x TIMESTAMP) AS CAST(x AS VARCHAR), (x TIMESTAMPTZ) AS CAST(CAST(x AS TIMESTAMP) AS VARCHAR), (x) AS CAST(x AS VARCHAR);
CREATE MACRO range(n) AS TABLE (SELECT range AS id FROM system.main.range(CAST(n AS BIGINT))),
  (a, b) AS TABLE (SELECT range AS id FROM system.main.range(CAST(a AS BIGINT), CAST(b AS BIGINT))),
  (a, b, step) AS TABLE (SELECT range AS id FROM system.main.range(CAST(a AS BIGINT), CAST(b AS BIGINT), CAST(step AS BIGINT))),
  (a, b, step, partitions) AS TABLE (SELECT range AS id FROM system.main.range(CAST(a AS BIGINT), CAST(b AS BIGINT), CAST(step AS BIGINT)));
CREATE MACRO "^"(a, b) AS xor(a, b);
CREATE MACRO year(x) AS CAST(system.main.year(x) AS INTEGER);
CREATE MACRO month(x) AS CAST(system.main.month(x) AS INTEGER);
CREATE MACRO day(x) AS CAST(system.main.day(x) AS INTEGER);
CREATE MACRO hour(x) AS CAST(system.main.hour(x) AS INTEGER);
CREATE MACRO minute(x) AS CAST(system.main.minute(x) AS INTEGER);
CREATE MACRO second(x) AS CAST(system.main.second(x) AS INTEGER);
CREATE MACRO quarter(x) AS CAST(system.main.quarter(x) AS INTEGER);
CREATE MACRO weekofyear(x) AS CAST(system.main.weekofyear(x) AS INTEGER);
CREATE MACRO dayofyear(x) AS CAST(system.main.dayofyear(x) AS INTEGER);
CREATE MACRO dayofmonth(x) AS CAST(system.main.dayofmonth(x) AS INTEGER);
CREATE MACRO instr(x, y) AS CAST(system.main.instr(x, y) AS INTEGER);
CREATE MACRO ascii(x) AS CAST(system.main.ascii(x) AS INTEGER);
CREATE MACRO dayofweek(x) AS CAST(system.main.dayofweek(x) + 1 AS INTEGER);
CREATE MACRO length(x VARCHAR) AS CAST(system.main.length(x) AS INTEGER), (x BLOB) AS CAST(octet_length(x) AS INTEGER), (x) AS CAST(system.main.length(CAST(x AS VARCHAR)) AS INTEGER);
CREATE MACRO octet_length(x VARCHAR) AS CAST(strlen(x) AS INTEGER), (x BLOB) AS CAST(system.main.octet_length(x) AS INTEGER);
CREATE MACRO size(x) AS CAST(len(x) AS INTEGER);
CREATE MACRO cardinality(x) AS CAST(len(x) AS INTEGER);
CREATE MACRO timestamp_seconds(x BIGINT) AS make_timestamptz(x * 1000000), (x DECIMAL) AS make_timestamptz(CAST(x * 1000000 AS BIGINT)),
  (x DOUBLE) AS make_timestamptz(CAST(trunc(x * 1000000) AS BIGINT));
CREATE MACRO timestamp_millis(x) AS make_timestamptz(x * 1000);
CREATE MACRO timestamp_micros(x) AS make_timestamptz(x);
CREATE MACRO unix_timestamp() AS CAST(floor(epoch(now())) AS BIGINT), (x) AS CAST(floor(epoch(CAST(x AS TIMESTAMPTZ))) AS BIGINT);
CREATE MACRO unix_micros(x) AS epoch_us(x);
CREATE MACRO unix_millis(x) AS epoch_ms(x);
CREATE MACRO unix_seconds(x) AS CAST(floor(epoch(x)) AS BIGINT);
CREATE MACRO unix_date(x) AS CAST(x - DATE '1970-01-01' AS INTEGER);
CREATE MACRO date_from_unix_date(x) AS DATE '1970-01-01' + CAST(x AS INTEGER);
CREATE MACRO from_unixtime(x) AS strftime(CAST(make_timestamptz(CAST(x AS BIGINT) * 1000000) AS TIMESTAMP), '%Y-%m-%d %H:%M:%S');
CREATE MACRO date_add(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER);
CREATE MACRO dateadd(d, n) AS CAST(d AS DATE) + CAST(n AS INTEGER);
CREATE MACRO date_sub(d, n) AS CAST(d AS DATE) - CAST(n AS INTEGER);
CREATE MACRO add_months(d, n) AS CAST(CAST(d AS DATE) + to_months(CAST(n AS INTEGER)) AS DATE);
CREATE MACRO last_day(d) AS system.main.last_day(CAST(d AS DATE));
CREATE MACRO pmod(a, b) AS ((a % b) + b) % b;
CREATE MACRO mod(a, b) AS a % b;
CREATE MACRO e() AS 2.718281828459045::DOUBLE;
CREATE MACRO floor(x BIGINT) AS CAST(x AS BIGINT), (x DECIMAL) AS system.main.floor(x), (x FLOAT) AS CAST(system.main.floor(x) AS BIGINT), (x DOUBLE) AS CAST(system.main.floor(x) AS BIGINT);
CREATE MACRO ceil(x BIGINT) AS CAST(x AS BIGINT), (x DECIMAL) AS system.main.ceil(x), (x FLOAT) AS CAST(system.main.ceil(x) AS BIGINT), (x DOUBLE) AS CAST(system.main.ceil(x) AS BIGINT);
CREATE MACRO hex(x BIGINT) AS system.main.hex(x), (x VARCHAR) AS system.main.hex(x), (x BLOB) AS system.main.hex(x);
CREATE MACRO space(n) AS repeat(' ', n);
CREATE MACRO initcap(x) AS array_to_string([upper(w[1]) || lower(w[2:]) FOR w IN string_split(x, ' ')], ' ');
CREATE MACRO typeof(x) AS CASE system.main.typeof(x) WHEN 'INTEGER' THEN 'int' WHEN 'VARCHAR' THEN 'string' WHEN 'TIMESTAMP WITH TIME ZONE' THEN 'timestamp' WHEN 'TIMESTAMP' THEN 'timestamp_ntz' WHEN 'HUGEINT' THEN 'bigint' WHEN 'BLOB' THEN 'binary' ELSE lower(system.main.typeof(x)) END;
CREATE MACRO try_divide(a, b) AS CASE WHEN b = 0 THEN NULL ELSE system.main."/"(a, b) END;
CREATE MACRO try_add(a, b) AS TRY(a + b);
CREATE MACRO try_subtract(a, b) AS TRY(a - b);
CREATE MACRO try_multiply(a, b) AS TRY(a * b);
