import Foundation
import Glibc

/// Downloads one file of a data set, from the first of its addresses that has it.
struct FileDownload {
  /// Who asks for it.
  var fetcher: DatasetFetcher
  /// The data set.
  var set: FetchableSet
  /// The file.
  var file: FetchableSet.File
  /// The folder that gets it.
  var folder: String

  /// How often one address is asked to go on after a connection broke.
  private static let attempts = 3

  private var part: String { "\(folder)/\(file.name).part" }

  private var addresses: [String] {
    guard let mirror = fetcher.mirror else { return file.download.addresses }
    let base = mirror.hasSuffix("/") ? String(mirror.dropLast()) : mirror
    return ["\(base)/\(set.name)/\(file.download.name)"]
  }

  /// What is there of an earlier download.
  private var partByteCount: Int {
    var status = stat()
    return stat(part, &status) == 0 ? Int(status.st_size) : 0
  }

  /// Downloads, unpacks and compares; removes the `.part` when that went well.
  func run() throws -> FetchedFile.Origin {
    var problems: [String] = []
    for address in addresses {
      let resumedAt = partByteCount
      switch try load(address) {
      case nil: return .downloaded(from: address, resumedAt: resumedAt)
      case let problem?:
        if address != addresses.last {
          fetcher.report(.trouble(file: file.name, reason: "\(address): \(problem)"))
        }
        problems.append("  \(address): \(problem)")
      }
    }
    let kept = partByteCount
    if kept == 0 { unlink(part) }
    let again = kept > 0 ? "try again later, which goes on after \(kept) bytes" : "try again later"
    throw FetchError(
      cause: .environment,
      message: (["`\(file.name)` of \(set.name) cannot be downloaded"] + problems)
        .joined(separator: "\n"),
      help: "check the network and the proxy (https_proxy), or \(again); "
        + "a copy of the file at hand is taken with --from DIR")
  }

  /// Gets the file from one address; returns what went wrong there.
  private func load(_ address: String) throws -> String? {
    let limit = file.download.maximumByteCount
    var brokenCount = 0
    while true {
      if partByteCount > limit { unlink(part) }
      let start = partByteCount
      let isWhole = file.download.isExact != false && start == file.download.byteCount
      let outcome = isWhole ? .complete : try download(address, from: start, limit: limit)
      switch outcome {
      case .complete:
        do {
          try fetcher.unpack(part, as: file, into: folder)
          unlink(part)
          return nil
        } catch let fault as ContentFault {
          unlink(part)
          // What an earlier download left may be the reason; without it the file may be sound.
          if start > 0 { continue }
          return "the answer is not the file: " + fault.words(expected: file.byteCount)
        }
      case .cannotResume:
        unlink(part)
        if start == 0 { return "the server sends only parts of the file" }
      case .refused(let reason):
        // Too much of an answer is of no use, and neither is what another server would have to go on from.
        if partByteCount > start { unlink(part) }
        return reason
      case .broken(let reason):
        brokenCount += 1
        if brokenCount == Self.attempts { return reason }
        fetcher.report(.trouble(file: file.name, reason: "\(reason); trying again"))
        try pause(seconds: Double(brokenCount))
      }
    }
  }

  private func download(
    _ address: String, from start: Int, limit: Int
  ) throws -> CurlDownload.Outcome {
    let total = file.download.byteCount
    fetcher.report(.began(file: file.name, address: address, present: start))
    let outcome = try CurlDownload(
      address: address, path: part, maximumByteCount: limit, isWanted: fetcher.isWanted,
      report: { fetcher.report(.progress(file: file.name, done: $0, total: max(total, $0))) }
    ).run()
    // A server that does not tell the length may close the connection early.
    if outcome == .complete, file.download.isExact != false, partByteCount < total {
      return partByteCount > start || start == 0
        ? .broken("the answer ends after \(partByteCount) of \(total) bytes") : .cannotResume
    }
    return outcome
  }

  private func pause(seconds: Double) throws {
    for _ in 0..<Int(seconds * 10) {
      guard fetcher.isWanted() else { throw FetchError.interrupted }
      usleep(100_000)
    }
  }
}
