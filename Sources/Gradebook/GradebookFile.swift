import Foundation
import GRDB
import Notebooks

/// The gradebook of a course: one SQLite file that keeps every grading run, whatever was handed in, every
/// check, and what people marked by hand.
///
/// Each call is one transaction, which is on the disk when it returns: what a killed program had recorded is
/// there, and nothing is there by halves. Several programs may use the file at the same time; each waits for
/// the others.
public final class GradebookFile: Sendable {
  /// The name of the file.
  public static let fileName = "gradebook.sqlite"

  /// The path of the file.
  public let path: String
  let queue: DatabaseQueue

  /// How long to wait for another program that writes, in seconds.
  private static let patience = 120.0

  /// Opens a gradebook, and makes it where there is none.
  ///
  /// - Parameter path: the path of the file.
  /// - Throws: `UsageError` when it cannot be opened, is no gradebook, or is that of a later version.
  public convenience init(path: String) throws {
    try self.init(path: path, migrations: Self.migrator)
  }

  init(path: String, migrations: DatabaseMigrator) throws {
    self.path = path
    var configuration = Configuration()
    configuration.label = "gradebook"
    configuration.busyMode = .timeout(Self.patience)
    configuration.prepareDatabase { database in
      // A rollback journal, so that the gradebook is one file, which can be copied and lie on a network
      // file system; FULL, so that what is committed outlives a power cut.
      try database.execute(sql: "PRAGMA synchronous = FULL")
    }
    do {
      queue = try DatabaseQueue(path: path, configuration: configuration)
      try Self.migrate(queue, migrations)
    } catch let error as DatabaseError {
      throw Self.unusable(path, error)
    }
  }

  /// Opens a gradebook that must be there.
  ///
  /// - Parameter path: the path of the file.
  /// - Returns: the gradebook.
  /// - Throws: `UsageError` when it is not there, or cannot be used.
  public static func existing(path: String) throws -> GradebookFile {
    guard FileManager.default.fileExists(atPath: path) else {
      throw UsageError(
        "there is no gradebook `\(path)`",
        help: "name one with --gradebook; `practical grade` makes it in its --out folder")
    }
    return try GradebookFile(path: path)
  }

  private static func migrate(_ queue: DatabaseQueue, _ migrations: DatabaseMigrator) throws {
    func isDone() throws -> Bool {
      try queue.read { database in
        guard try !migrations.hasBeenSuperseded(database) else {
          throw UsageError(
            "the gradebook `\(queue.path)` was written by a later version of practical",
            help: "update practical")
        }
        return try migrations.hasCompletedMigrations(database)
      }
    }
    while try !isDone() {
      do {
        try migrations.migrate(queue)
      } catch let error as DatabaseError where error.resultCode == .SQLITE_ERROR {
        // Another program may have been faster; then all is there.
        guard try isDone() else { throw error }
      }
    }
  }

  private static func unusable(_ path: String, _ error: DatabaseError) -> UsageError {
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      UsageError(
        "`\(path)` is no gradebook, or is damaged",
        help: "move it away; `practical grade` makes a new one from the submissions")
    case .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_PERM, .SQLITE_AUTH:
      UsageError(
        "the gradebook `\(path)` cannot be opened to write",
        help: "check the folder and its rights, or name another file with --gradebook")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      UsageError(
        "another program has been writing to the gradebook `\(path)` for two minutes",
        help: "wait for it, or end it")
    default:
      UsageError(
        "the gradebook `\(path)` cannot be used: \(error.message ?? "\(error.resultCode)")",
        help: "check the file and the space on the disk")
    }
  }

  /// Changes the gradebook in one transaction.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.write(body)
    } catch let error as DatabaseError {
      throw Self.unusable(path, error)
    }
  }

  /// Looks something up; all of it is from one moment.
  func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.read(body)
    } catch let error as DatabaseError {
      throw Self.unusable(path, error)
    }
  }
}
