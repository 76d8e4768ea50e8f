-- Documents {first} to {last} → projects, indicators, findings, out of the JSON of their results. Numbers go on from what is there.
CREATE OR REPLACE TEMP TABLE portion AS
SELECT d.document, d.round, d.name AS source, d.agency, d.parent, r.rows FROM documents d JOIN results r USING (key)
WHERE d.duplicate_of IS NULL AND d.document BETWEEN {first} AND {last};

INSERT INTO every_project
SELECT (SELECT count(*) FROM every_project) + row_number() OVER (ORDER BY document, p."table"), document, round, source, agency, parent, {projects}
FROM (SELECT * EXCLUDE (rows), unnest(from_json(json_extract(rows, '$.projects'), '{projects_type}')) AS p FROM portion);

CREATE OR REPLACE TEMP TABLE held AS
SELECT project, document, "table" AS number FROM every_project WHERE document BETWEEN {first} AND {last};

INSERT INTO every_indicator
SELECT (SELECT count(*) FROM every_indicator) + row_number() OVER (ORDER BY i.document, n), h.project, i.document, round, source, agency, parent, {indicators}
FROM (
  SELECT * EXCLUDE (list), unnest(list) AS p, generate_subscripts(list, 1) AS n
  FROM (SELECT * EXCLUDE (rows), from_json(json_extract(rows, '$.indicators'), '{indicators_type}') AS list FROM portion)
) i JOIN held h ON h.document = i.document AND h.number = i.p."table";

INSERT INTO findings
SELECT f.document, n, h.project, source, agency, parent, {findings}, NULL
FROM (
  SELECT * EXCLUDE (list), unnest(list) AS p, generate_subscripts(list, 1) AS n
  FROM (SELECT * EXCLUDE (rows), from_json(json_extract(rows, '$.findings'), '{findings_type}') AS list FROM portion WHERE round = 'now')
) f LEFT JOIN held h ON h.document = f.document AND h.number = f.p."table";

INSERT INTO unchecked
SELECT document, source, agency, {unchecked}
FROM (SELECT * EXCLUDE (rows), unnest(from_json(json_extract(rows, '$.unchecked'), '{unchecked_type}')) AS p FROM portion WHERE round = 'now');

DROP TABLE portion;
DROP TABLE held;
