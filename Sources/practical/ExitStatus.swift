import ArgumentParser
import DatasetCatalog
import Foundation
import Notebooks

/// How the program ends, as scripts see it.
enum ExitStatus {
  /// Everything ran and every visible check passed.
  static let success: Int32 = 0
  /// A cell or a check failed.
  static let failure: Int32 = 1
  /// The program was used wrongly, or the input cannot be used.
  static let usage: Int32 = 2
  /// The machine lacks something.
  static let environment: Int32 = 3
  /// The user interrupted.
  static let interrupted: Int32 = 130

  /// The status for an error.
  static func status(for error: any Error) -> Int32 {
    switch error {
    case is Diagnostic, is UsageError, is CatalogError: usage
    case let error as FetchError: error.exitStatus
    case is Toolchain.Missing: environment
    default: environment
    }
  }
}

extension FetchError {
  /// The status that a failed `fetch` ends with.
  var exitStatus: Int32 {
    switch cause {
    case .input: ExitStatus.usage
    case .environment: ExitStatus.environment
    case .interrupted: ExitStatus.interrupted
    }
  }
}

/// Writes a text to standard error.
func writeError(_ text: String) {
  StandardError.writeLine(text)
}
