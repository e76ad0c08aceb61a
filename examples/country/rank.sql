-- All units of all offices in one order, as tasktrack ranks: inside a block, on exact values, with the tie-breakers of
-- the scheme, equal values at the same place. The same text runs in DuckDB and in Spark.
--
-- It reads closed_rank: every rank.parquet that offices sent. Of a period that an office opened again the newest closing
-- counts, and a closing that lies there twice counts once. Only offices that ran the same scheme with the same settings (variant) are ranked together.
WITH once AS (SELECT DISTINCT * FROM closed_rank),
newest AS (
  SELECT *, max(revision) OVER (PARTITION BY office, period) AS last_revision FROM once
)
SELECT
  period,
  scheme,
  variant,
  coalesce(block, '') AS block,
  CASE WHEN score IS NOT NULL
    THEN rank() OVER (PARTITION BY period, scheme, variant, coalesce(block, '') ORDER BY rank_key DESC) END AS place,
  score IS NOT NULL
    AND count(*) OVER (PARTITION BY period, scheme, variant, coalesce(block, ''), rank_key) > 1 AS tied,
  office,
  code,
  name,
  score,
  micro,
  newest.rank AS place_at_home,
  newest.class
FROM newest
WHERE revision = last_revision
ORDER BY period, scheme, variant, block, rank_key DESC, office, code
