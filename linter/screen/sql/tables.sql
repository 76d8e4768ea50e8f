-- The tables that derive.sql fills, a portion of documents after the other.
CREATE OR REPLACE TABLE every_project (project BIGINT, document INTEGER, round VARCHAR, source VARCHAR, agency VARCHAR, parent VARCHAR, {projects_typed});
CREATE OR REPLACE TABLE every_indicator (indicator BIGINT, project BIGINT, document INTEGER, round VARCHAR, source VARCHAR, agency VARCHAR, parent VARCHAR,
  {indicators_typed});
CREATE OR REPLACE TABLE findings (document INTEGER, number INTEGER, project BIGINT, source VARCHAR, agency VARCHAR, parent VARCHAR, {findings_typed},
  cluster INTEGER);
CREATE OR REPLACE TABLE unchecked (document INTEGER, source VARCHAR, agency VARCHAR, {unchecked_typed});
