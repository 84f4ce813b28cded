-- A gradebook as the first version of the tables had it, with two students. It is never changed: files like
-- it are in people's hands.
CREATE TABLE practical (
  id INTEGER PRIMARY KEY,
  slug TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  max_score REAL NOT NULL
);
CREATE TABLE run (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  practical INTEGER NOT NULL REFERENCES practical(id),
  started TEXT NOT NULL,
  finished TEXT,
  version TEXT NOT NULL,
  seed TEXT NOT NULL,
  grading_seed TEXT NOT NULL,
  tool TEXT NOT NULL,
  is_sandboxed INTEGER NOT NULL
);
CREATE TABLE submission (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  practical INTEGER NOT NULL REFERENCES practical(id),
  student TEXT NOT NULL,
  content TEXT NOT NULL,
  submitted TEXT,
  attempt INTEGER NOT NULL,
  bytes BLOB,
  run INTEGER NOT NULL REFERENCES run(id),
  UNIQUE (practical, student, content)
);
CREATE TABLE mark (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES run(id),
  submission INTEGER NOT NULL REFERENCES submission(id),
  recorded TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  status TEXT NOT NULL,
  reason TEXT,
  score REAL NOT NULL,
  max_score REAL NOT NULL,
  seconds REAL NOT NULL
);
CREATE INDEX mark_of_submission ON mark (submission, id);
CREATE TABLE check_result (
  mark INTEGER NOT NULL REFERENCES mark(id) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  cell TEXT NOT NULL,
  exercise TEXT NOT NULL,
  status TEXT NOT NULL,
  score REAL NOT NULL,
  max_score REAL NOT NULL,
  message TEXT NOT NULL,
  is_hidden INTEGER NOT NULL,
  PRIMARY KEY (mark, position)
) WITHOUT ROWID;
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO grdb_migrations VALUES ('v1 runs');
INSERT INTO practical VALUES (1, '02-two', 'Two', 9);
INSERT INTO run VALUES
  (1, 1, '2026-09-20T08:00:00Z', '2026-09-20T08:05:00Z', 'abc', '389', '17', '0.1.0', 1);
INSERT INTO submission VALUES (1, 1, 'ada', 'c0ffee', '2026-09-18T20:00:00Z', 1, X'2320416461', 1);
INSERT INTO submission VALUES (2, 1, 'ben', 'beef', NULL, 1, NULL, 1);
INSERT INTO mark VALUES (1, 1, 1, '2026-09-20T08:01:00Z', 'f1', 'graded', NULL, 7, 9, 1.25);
INSERT INTO mark VALUES (2, 1, 2, '2026-09-20T08:02:00Z', 'f2', 'notGradable', 'empty', 0, 9, 0);
INSERT INTO check_result VALUES
  (1, 0, 'doubles numbers', 'check-double', 'double', 'passed', 5, 5, '', 0),
  (1, 1, 'doubles a secret', 'hidden-double', 'double', 'failed', 2, 4, 'expected 4, got 5', 1);
