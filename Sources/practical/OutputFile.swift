import Foundation
import Notebooks

/// Files that commands write.
enum OutputFile {
  /// Writes a file, whole or not at all.
  static func write(_ data: Data, to path: String) throws {
    do {
      try data.write(to: URL(fileURLWithPath: path), options: .atomic)
    } catch {
      throw UsageError(
        "\(path) cannot be written: \(OutputFolder.reason(for: error))",
        help: "check the folder and the space on the disk")
    }
  }
}
