import Foundation
import Tensors

/// Values that another library computed once: the files in `Values`, each beside the script that
/// wrote it.
///
/// A file is one JSON object; a case in it is an object whose tensors are `{"shape": […], "scalars": […]}`.
struct Golden: Decodable, Sendable {
  /// The library and its version.
  let library: String
  /// The cases by name, each with its tensors by name.
  let cases: [String: [String: GoldenTensor]]

  /// Reads `Values/NAME.json`.
  static func load(_ name: String) throws -> Golden {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("Values/\(name).json"))
    return try JSONDecoder().decode(Golden.self, from: data)
  }

  /// A tensor of a case.
  func callAsFunction(_ name: String, of caseName: String) throws -> Tensor {
    guard let values = cases[caseName] else { throw Missing(what: "no case \(caseName)") }
    guard let value = values[name] else { throw Missing(what: "no \(name) in \(caseName)") }
    return try Tensor(validating: value.scalars, shape: Shape(value.shape))
  }

  struct Missing: Error { let what: String }
}

/// A tensor in a file of golden values.
struct GoldenTensor: Decodable, Sendable {
  let shape: [Int]
  let scalars: [Float]
}
