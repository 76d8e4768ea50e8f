-- What people query (linter/docs/screening.md). Rows of `documents` that repeat another are in none of the other views.
CREATE OR REPLACE VIEW projects AS SELECT * EXCLUDE (round) FROM every_project WHERE round = 'now';
CREATE OR REPLACE VIEW indicators AS SELECT * EXCLUDE (round) FROM every_indicator WHERE round = 'now';
CREATE OR REPLACE VIEW last_year_projects AS SELECT * EXCLUDE (round) FROM every_project WHERE round = 'last';
CREATE OR REPLACE VIEW last_year_indicators AS SELECT * EXCLUDE (round) FROM every_indicator WHERE round = 'last';
CREATE OR REPLACE VIEW failures AS SELECT document, agency, path, name, reason, remedy FROM documents WHERE status = 'failed';
CREATE OR REPLACE VIEW clusters AS
SELECT m.cluster, m.code, m.project, m.document, m.agency, t.parent, p.round, p.source, p."table", p.project_name, {field_case} AS field, m.similarity
FROM members m JOIN every_project p USING (project) JOIN tree t ON t.agency = m.agency ORDER BY m.cluster, m.project;
CREATE OR REPLACE VIEW graded AS  -- each project with the weight of its score in that of its agency
SELECT p.*, t.top, CASE WHEN score IS NULL OR (form = 'overall' AND bool_or(form <> 'overall') OVER (PARTITION BY p.agency)) THEN NULL
  ELSE coalesce(nullif(amount_annual, 0), nullif(amount_total, 0)) END AS weight
FROM every_project p JOIN tree t ON t.agency = p.agency WHERE round = 'now';
CREATE OR REPLACE VIEW agencies AS
SELECT agency, t.parent, documents, failed, coalesce(projects, 0) AS projects, amount, coalesce(errors, 0) + coalesce(own_errors, 0) AS errors,
  coalesce(warnings, 0) + coalesce(own_warnings, 0) AS warnings, coalesce(infos, 0) + coalesce(own_infos, 0) AS infos, score, coalesce(copies, 0) AS copies
FROM tree t
JOIN (SELECT agency, count(*) FILTER (duplicate_of IS NULL) AS documents, count(*) FILTER (status = 'failed') AS failed FROM documents
  WHERE round = 'now' GROUP BY agency) d USING (agency)
LEFT JOIN (SELECT agency, count(*) AS projects, sum(amount_annual) FILTER (form <> 'overall') AS amount, sum(errors) AS errors, sum(warnings) AS warnings,
  sum(infos) AS infos, round(coalesce(sum(score * weight) / sum(weight) FILTER (score IS NOT NULL), avg(score)), 1) AS score FROM graded GROUP BY agency) p USING (agency)
LEFT JOIN (SELECT agency, count(DISTINCT cluster) AS copies FROM members WHERE code <> 'B206' GROUP BY agency) c USING (agency)
LEFT JOIN (SELECT agency, count(*) FILTER (severity = 'error') AS own_errors, count(*) FILTER (severity = 'warning') AS own_warnings,
  count(*) FILTER (severity = 'info') AS own_infos FROM findings WHERE project IS NULL GROUP BY agency) o USING (agency);
