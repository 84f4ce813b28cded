import Foundation
import Testing

/// A course with one data set to fetch, a million letters `a`, and the program beside it.
struct FetchWorkplace: Sendable {
  /// The contents of the file `letters`.
  static let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)
  /// What is downloaded for it.
  static let packed = Archive.gzip(letters)
  /// The path of that on a server.
  static let path = "/toy/letters.gz"

  let folder: Workplace

  init(isExact: Bool = true) throws {
    folder = try Workplace()
    try folder.write("", to: "practicals/README.md")
    try folder.write("# nothing\n", to: "datasets/SHA256SUMS")
    // The checksum is that of the long test vector of FIPS 180-2.
    try folder.write(
      """
      {"sets": [{"name": "toy", "summary": "Letters", "rows": 1, "licence": "CC0", "citation": "us",
        "home": "https://example.org", "files": [{"name": "letters", "bytes": 1000000, "sha256":
        "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0", "download":
        {"bytes": \(Self.packed.count), "isExact": \(isExact), "addresses":
        ["https://localhost:9/letters.gz"]}}]}]}
      """, to: "datasets/fetchable.json")
  }

  /// What differs from the environment of the tests.
  func environment(mirror: String?) -> [String: String?] {
    ["XDG_DATA_HOME": folder.url.path + "/data", "PRACTICAL_DATASETS_MIRROR": mirror]
  }

  /// Runs `practical datasets` to its end.
  func run(_ arguments: [String], mirror: String? = nil) async throws -> Finished {
    try await PracticalProgram.run(
      ["datasets"] + arguments, in: folder, environment: environment(mirror: mirror))
  }

  /// The bytes of a file where data sets are fetched to.
  func bytes(_ name: String) -> [UInt8]? { folder.bytes("data/practical/datasets/toy/" + name) }

  /// The names of what is where the data set is fetched to.
  func names() -> [String] {
    let path = folder.url.appending(path: "data/practical/datasets/toy").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
