import GRDB

extension GradebookFile {
  /// How a gradebook came to have its tables. What stands here is in files of people, and is never changed:
  /// a change is one more step.
  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1 runs") { database in
      try database.execute(
        sql: """
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
          """)
    }
    migrator.registerMigration("v2 manual marks") { database in
      try database.execute(
        sql: """
          CREATE TABLE answer (
            practical INTEGER NOT NULL REFERENCES practical(id),
            name TEXT NOT NULL,
            max_score REAL NOT NULL,
            PRIMARY KEY (practical, name)
          ) WITHOUT ROWID;
          CREATE TABLE manual_mark (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            practical INTEGER NOT NULL REFERENCES practical(id),
            student TEXT NOT NULL,
            answer TEXT NOT NULL,
            item TEXT NOT NULL,
            points REAL,
            comment TEXT NOT NULL,
            content TEXT NOT NULL,
            grader TEXT NOT NULL,
            marked TEXT NOT NULL
          );
          CREATE INDEX manual_mark_of_student ON manual_mark (practical, student, answer, item, id);
          """)
    }
    migrator.registerMigration("v3 members") { database in
      try database.execute(
        sql: """
          -- The names of those who have worked on it too, as it says itself: a JSON array.
          ALTER TABLE submission ADD COLUMN members TEXT NOT NULL DEFAULT '[]';
          """)
    }
    return migrator
  }
}
