-- What a screening keeps from run to run. `key`: the digest of a document and the ruleset it was checked by.
CREATE TABLE IF NOT EXISTS results (
  key VARCHAR PRIMARY KEY, status VARCHAR NOT NULL, reason VARCHAR NOT NULL, remedy VARCHAR NOT NULL,
  agency VARCHAR NOT NULL, department VARCHAR NOT NULL, fiscal_year INTEGER,
  seconds DOUBLE NOT NULL, megabytes INTEGER NOT NULL,
  lost VARCHAR NOT NULL,              -- '' or time, memory, crash: what ended the check
  rows VARCHAR NOT NULL,              -- JSON: projects, indicators, findings (linter/tabular.py)
  result BLOB NOT NULL                -- linter.screen.work.unpacked
);
-- What a source held when it was last gone through: it need not be opened again while size and time of change are the same.
CREATE TABLE IF NOT EXISTS sources (
  path VARCHAR, start INTEGER, size BIGINT, modified BIGINT, ruleset VARCHAR,
  items VARCHAR NOT NULL,             -- JSON: [[name, digest, passed over], …]
  PRIMARY KEY (path, start, ruleset)
);
CREATE TABLE IF NOT EXISTS meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
