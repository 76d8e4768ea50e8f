-- Documents → projects, indicators, findings, out of the JSON of their results. `documents` is there already.
CREATE OR REPLACE TABLE every_project AS
SELECT row_number() OVER (ORDER BY document, p."table") AS project, document, round, source, agency, parent, {projects}
FROM (
  SELECT d.document, d.round, d.name AS source, d.agency, d.parent, unnest(from_json(json_extract(r.rows, '$.projects'), '{projects_type}')) AS p
  FROM documents d JOIN results r USING (key) WHERE d.duplicate_of IS NULL
) ORDER BY project;

CREATE OR REPLACE TABLE every_indicator AS
SELECT row_number() OVER (ORDER BY document, n) AS indicator, e.project, document, round, source, agency, parent, {indicators}
FROM (
  SELECT d.document, d.round, d.name AS source, d.agency, d.parent,
    unnest(from_json(json_extract(r.rows, '$.indicators'), '{indicators_type}')) AS p,
    generate_subscripts(from_json(json_extract(r.rows, '$.indicators'), '{indicators_type}'), 1) AS n
  FROM documents d JOIN results r USING (key) WHERE d.duplicate_of IS NULL
) i JOIN (SELECT project, document AS d, "table" AS t FROM every_project) e ON e.d = i.document AND e.t = i.p."table" ORDER BY indicator;

CREATE OR REPLACE TABLE findings AS
SELECT document, n AS number, e.project, source, agency, parent, {findings}, CAST(NULL AS INTEGER) AS cluster
FROM (
  SELECT d.document, d.name AS source, d.agency, d.parent,
    unnest(from_json(json_extract(r.rows, '$.findings'), '{findings_type}')) AS p,
    generate_subscripts(from_json(json_extract(r.rows, '$.findings'), '{findings_type}'), 1) AS n
  FROM documents d JOIN results r USING (key) WHERE d.duplicate_of IS NULL AND d.round = 'now'
) f LEFT JOIN (SELECT project, document AS d, "table" AS t FROM every_project) e ON e.d = f.document AND e.t = f.p."table"
ORDER BY document, number;

CREATE OR REPLACE TABLE unchecked AS
SELECT document, source, agency, {unchecked}
FROM (
  SELECT d.document, d.name AS source, d.agency, unnest(from_json(json_extract(r.rows, '$.unchecked'), '{unchecked_type}')) AS p
  FROM documents d JOIN results r USING (key) WHERE d.duplicate_of IS NULL AND d.round = 'now'
);
