import Foundation
import Testing

/// A course with one data set to fetch, 100,000 letters `a`, and the program beside it.
struct FetchWorkplace: Sendable {
  /// The contents of the file `letters`.
  static let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 100_000)
  /// What is downloaded for it.
  static let packed = Archive.gzip(letters)
  /// The path of that on a server.
  static let path = "/toy/letters.gz"

  let folder: Workplace

  init(isExact: Bool = true) throws {
    folder = try Workplace()
    try folder.write("", to: "practicals/README.md")
    try folder.write("# nothing\n", to: "datasets/SHA256SUMS")
    // The checksum is what `head -c 100000 /dev/zero | tr '\\0' a | sha256sum` prints.
    try folder.write(
      """
      {"sets": [{"name": "toy", "summary": "Letters", "rows": 1, "licence": "CC0", "citation": "us",
        "home": "https://example.org", "files": [{"name": "letters", "bytes": 100000, "sha256":
        "6d1cf22d7cc09b085dfc25ee1a1f3ae0265804c607bc2074ad253bcc82fd81ee", "download":
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

  /// Waits until so many bytes of the download are there.
  func waits(forBytes count: Int) async throws {
    let limit = ContinuousClock.now + .seconds(600)
    while bytes("letters.part")?.count != count {
      try #require(ContinuousClock.now < limit, "the download did not come so far")
      try await Task.sleep(for: .milliseconds(10))
    }
  }

  /// The names of what is where the data set is fetched to.
  func names() -> [String] {
    let path = folder.url.appending(path: "data/practical/datasets/toy").path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
