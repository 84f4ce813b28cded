import Foundation
import Tensors

@testable import TensorFiles

/// The files that other libraries wrote.
enum Fixture {
  static func path(_ name: String, file: String = #filePath) -> String {
    URL(fileURLWithPath: file).deletingLastPathComponent()
      .appending(path: "Fixtures/\(name)").path
  }

  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path(name))))
  }
}

/// A folder for one test, removed when the test lets go of it.
final class TemporaryFolder {
  let path: String

  init() throws {
    path =
      FileManager.default.temporaryDirectory
      .appending(path: "TensorFilesTests-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

extension Tensor {
  /// The scalars bit by bit, so that a NaN is equal to itself and -0 is not 0.
  var bits: [UInt32] { scalars.map(\.bitPattern) }
}

/// What the fixtures `written.*` hold.
let written = TensorFile(
  [
    ("weights", [[1, -2.5, 3], [0, 0, 1e-30]]), ("bias", [0.1]), ("größe/0", Tensor(7)),
    ("none", Tensor(zeros: [0, 3])),
  ].map { (name: $0.0, tensor: $0.0 == "weights" ? $0.1.withInfinity : $0.1) },
  metadata: ["steps": "500", "text": "a \"quoted\"\n\\ line: é 🙂"])

extension Tensor {
  fileprivate var withInfinity: Tensor {
    var copy = self
    copy[1, 1] = .infinity
    return copy
  }
}

extension TensorFile {
  var withoutMetadata: TensorFile {
    var copy = self
    copy.metadata = [:]
    return copy
  }
}

/// Reads bytes as a file of a format.
func decode(_ bytes: [UInt8], _ format: FileFormat) throws(ContentError) -> TensorFile {
  try format.decode(bytes)
}
