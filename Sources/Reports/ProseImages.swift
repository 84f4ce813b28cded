import FoundationEssentials

/// The pictures that prose may show: files under the practical's folder, small enough to stand in the page.
struct ProseImages {
  /// A picture as it stands in the page.
  struct Picture {
    /// The kind of the file.
    var mediaType: StaticString
    /// The bytes of the file.
    var data: Data
  }

  /// The most bytes of one picture.
  static let limit = 2_000_000
  /// The most bytes of all pictures of a report.
  static let totalLimit = 16_000_000

  private let folder: URL
  private var rest = totalLimit

  /// Makes a source of pictures for the prose of a file.
  init(besideFile path: String) {
    folder = URL(filePath: path).deletingLastPathComponent().resolvingSymlinksInPath()
  }

  /// The picture at a path relative to the practical's folder, or nil where it may not be shown.
  mutating func picture(at path: String) -> Picture? {
    guard !path.isEmpty, !path.hasPrefix("/"), !path.contains(":"), !path.contains("\\") else {
      return nil
    }
    let name = URL(string: path)?.path(percentEncoded: false) ?? path
    let file = folder.appending(path: name).resolvingSymlinksInPath()
    let manager = FileManager.default
    guard file.path.hasPrefix(folder.path + "/"),
      let attributes = try? manager.attributesOfItem(atPath: file.path),
      attributes[FileAttributeKey.type] as? FileAttributeType == .typeRegular,
      let size = attributes[FileAttributeKey.size] as? Int, size <= min(Self.limit, rest),
      let data = try? Data(contentsOf: file), let mediaType = Self.mediaType(of: data)
    else { return nil }
    rest -= data.count
    return Picture(mediaType: mediaType, data: data)
  }

  /// The kind of a file that holds a picture, from its first bytes.
  private static func mediaType(of data: Data) -> StaticString? {
    let head = [UInt8](data.prefix(12))
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return "image/png" }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if head.starts(with: "GIF8".utf8) { return "image/gif" }
    if head.starts(with: "RIFF".utf8), head.dropFirst(8).elementsEqual("WEBP".utf8) {
      return "image/webp"
    }
    return nil
  }
}
