-- Numeric targets far from those that other agencies set under the same name, unit and direction. Rates are compared as they are, other
-- figures by their logarithms. Each agency counts once, with the middle of its own values. What a whole project costs is its own affair.
CREATE OR REPLACE TABLE scratch.outliers AS
WITH target AS (
  SELECT i.indicator, i.project, i.document, i.agency, i.period, i.level3, i.target, i.number, n.key AS named, u.key AS unit, i.category,
    i.comparator[1] AS direction, u.key IN ('%', '‰') AS rate
  FROM every_indicator i JOIN scratch.row_names n ON n.said = i.level3 JOIN scratch.row_units u ON u.said = i.unit
  WHERE i.round = 'now' AND NOT (i.category = 'cost' AND u.key IN {money}) AND i.kind = 'number' AND i.comparator IS NOT NULL AND i.number > 0
  QUALIFY i.period = min(i.period) OVER (PARTITION BY i.project)
), scaled AS (
  SELECT *, CASE WHEN rate THEN number ELSE ln(number) END AS x FROM target
), own AS (
  SELECT named, unit, category, direction, rate, agency, median(x) AS x FROM scaled GROUP BY ALL
), usual AS (
  SELECT named, unit, category, direction, rate, count(*) AS agencies, median(x) AS middle,
    greatest(1.4826 * mad(x), CASE WHEN rate THEN {least_points} ELSE ln({least_times}) END) AS spread,
    quantile_cont(x, 0.1) AS low, quantile_cont(x, 0.9) AS high
  FROM own GROUP BY named, unit, category, direction, rate HAVING count(*) >= {least_agencies}
)
SELECT s.indicator, s.project, s.document, s.period, s.level3, s.target, s.unit, u.agencies,
  CASE WHEN s.rate THEN low ELSE exp(low) END AS low, CASE WHEN s.rate THEN high ELSE exp(high) END AS high
FROM scaled s JOIN usual u USING (named, unit, category, direction, rate)
WHERE abs(s.x - u.middle) > {spread} * u.spread
  AND (CASE WHEN s.rate THEN s.x < u.low - {points} OR s.x > u.high + {points} ELSE s.x < u.low - ln({times}) OR s.x > u.high + ln({times}) END)
ORDER BY s.indicator;
