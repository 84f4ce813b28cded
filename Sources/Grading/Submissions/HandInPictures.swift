import ArchiveFiles
import Foundation
import Notebooks

/// The pictures that a practical refers to, as far as they lie beside it.
struct HandInPictures {
  /// The pictures.
  private(set) var files: [ArchivedFile] = []
  /// Pictures that are named and left out, with the reason.
  private(set) var leftOut: [String] = []

  private let folder: URL
  private var total = 0

  /// The most bytes of one picture, and of all.
  static let limit = 5 << 20
  static let totalLimit = 20 << 20
  /// The most pictures.
  static let maximumCount = 100
  private static let endings = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"]

  /// Looks beside a file.
  init(beside path: String) {
    folder = URL(fileURLWithPath: path).deletingLastPathComponent().resolvingSymlinksInPath()
  }

  /// The names of pictures in the prose and in the answers of a practical, and in the texts of the code that
  /// the student wrote.
  static func names(in practical: Practical) -> [String] {
    var names: [String] = []
    for block in practical.blocks {
      switch block {
      case .prose(let prose): names += pictures(in: prose.markdown)
      case .answer(let answer): names += pictures(in: answer.text)
      case .cell(let cell) where cell.kind == .exercise: names += texts(in: cell.code)
      case .cell, .quiz, .hint: break
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }

  private static func pictures(in markdown: String) -> [String] {
    markdown.matches(of: #/!\[[^\]\n]{0,500}\]\(\s{0,9}<?(?<path>[^)\s>]+)/#).map {
      let path = String($0.path)
      return path.removingPercentEncoding ?? path
    }
  }

  private static func texts(in code: String) -> [String] {
    code.matches(of: #/"(?<text>[^"\\\n]{1,300})"/#).map { String($0.text) }
  }

  /// Takes in a picture by its path from the practical's folder; what is elsewhere, or nothing, is no
  /// picture of the student's.
  mutating func add(_ name: String) {
    let lowered = name.lowercased()
    guard Self.endings.contains(where: lowered.hasSuffix), !name.hasPrefix("/"),
      !name.contains(":"), !name.contains("\\")
    else { return }
    let file = folder.appending(path: name).standardizedFileURL.resolvingSymlinksInPath()
    guard file.path.hasPrefix(folder.path + "/"),
      let attributes = try? FileManager.default.attributesOfItem(atPath: file.path),
      attributes[.type] as? FileAttributeType == .typeRegular,
      let size = attributes[.size] as? Int
    else { return }
    let path = String(file.path.dropFirst(folder.path.count + 1))
    guard !files.contains(where: { $0.path == path }) else { return }
    guard size <= Self.limit, total + size <= Self.totalLimit, files.count < Self.maximumCount,
      let data = FileManager.default.contents(atPath: file.path)
    else {
      leftOut.append("\(path) (\(size >> 20) MB)")
      return
    }
    total += size
    files.append(ArchivedFile(path: path, bytes: Array(data), modified: 0))
  }
}
