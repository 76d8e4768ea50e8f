-- Clusters of {code} whose members are of different agencies, out of {found} (id, cluster, leader, similarity); id = project * 8 + field number.
-- Of a project that an agency and one below it have both handed in, the lower one's counts.
INSERT INTO members
WITH member AS (
  SELECT f.cluster, f.id % 8 AS field, f.id // 8 AS project, f.similarity, p.document, p.agency, n.key AS named
  FROM {found} f JOIN every_project p ON p.project = f.id // 8 JOIN scratch.project_names n ON n.said = p.project_name
), below AS (
  SELECT DISTINCT m.cluster, m.field, m.named, a.above AS agency FROM member m JOIN above a USING (agency)
), once AS (
  SELECT m.* FROM member m ANTI JOIN below USING (cluster, field, named, agency)
), across AS (
  SELECT cluster, field, min(project) AS first FROM once GROUP BY cluster, field HAVING count(DISTINCT agency) > 1
), numbered AS (
  SELECT cluster, field, (SELECT coalesce(max(cluster), 0) FROM members) + row_number() OVER (ORDER BY first, field) AS number FROM across
)
SELECT '{code}', number, field, project, document, agency, similarity FROM once JOIN numbered USING (cluster, field);
