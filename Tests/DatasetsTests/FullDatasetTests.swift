import CDeflate
import Foundation
import Testing

@testable import Datasets

/// Data sets that are fetched.
struct FullDatasetTests {
  private static let pictures: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 1, 0, 255]
  private static let labels: [UInt8] = [0, 0, 8, 1, 0, 0, 0, 2, 3, 9]
  private static let files = [
    "train-images-idx3-ubyte": pictures, "train-labels-idx1-ubyte": labels,
    "t10k-images-idx3-ubyte": pictures, "t10k-labels-idx1-ubyte": labels,
  ]
  /// Two pictures in each part.
  private let toy = FullDataset(
    name: "toy", downloadSize: "1 kB",
    checksums: FullDatasetTests.files.mapValues { CyclicCheck.crc32($0) })

  private func toyFolder() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, bytes) in Self.files { try folder.write(bytes, to: "toy/\(name)") }
    return folder
  }

  private func message(_ folder: TemporaryFolder) -> String {
    do throws(DatasetError) {
      let directory = DatasetDirectory(roots: [folder.path])
      _ = try LabelledImages.parts(of: toy, in: directory)
      return "nothing was thrown"
    } catch {
      return error.description
    }
  }

  @Test func loadsBothParts() throws {
    let folder = try toyFolder()
    let directory = DatasetDirectory(roots: [folder.path])
    let parts = try LabelledImages.parts(of: toy, in: directory)
    #expect(parts.train == parts.test)
    #expect(parts.train.labels == [3, 9])
    #expect(parts.train.images.pixels == [0, 255])
  }

  @Test func readsPackedFiles() throws {
    let folder = try toyFolder()
    let name = "toy/train-images-idx3-ubyte"
    try FileManager.default.removeItem(at: folder.url.appending(path: name))
    try folder.write(stored(Self.pictures), to: name + ".gz")
    let directory = DatasetDirectory(roots: [folder.path])
    #expect(try LabelledImages.parts(of: toy, in: directory).train.images.pixels == [0, 255])
  }

  @Test func namesTheCommandThatFetches() throws {
    let folder = try TemporaryFolder()
    #expect {
      try Digits.load(.full, from: DatasetDirectory(roots: [folder.path]))
    } throws: { error in
      "\(error)" == """
        \(folder.path): there is no data set `mnist` here
          help: `practical datasets fetch mnist` downloads it (11.6 MB)
        """
    }
    #expect {
      try FashionMNIST.load(from: DatasetDirectory(roots: [folder.path]))
    } throws: {
      "\($0)".hasSuffix("help: `practical datasets fetch fashion-mnist` downloads it (30.9 MB)")
    }
    #expect {
      try SMSSpam.load(
        testShare: 0.2, seed: 1, from: DatasetDirectory(roots: [folder.path]))
    } throws: {
      "\($0)".hasSuffix("help: `practical datasets fetch sms-spam` downloads it (0.2 MB)")
    }
  }

  private static let damages: [([UInt8], String)] = [
    (pictures.dropLast(), "the header announces 2 × 1 × 1 bytes, but 1 follow it"),
    (pictures.dropLast() + [254], "the contents were changed: the checksum is wrong"),
    ([], "the file has 0 bytes, too few for an IDX header"),
  ]

  @Test(arguments: damages)
  func namesTheDamagedFileAndTheCommand(_ bytes: [UInt8], _ words: String) throws {
    let folder = try toyFolder()
    try folder.write(bytes, to: "toy/t10k-images-idx3-ubyte")
    #expect(
      message(folder) == """
        \(folder.path)/toy/t10k-images-idx3-ubyte: \(words)
          help: `practical datasets fetch toy` fetches again what is missing or damaged
        """)
  }

  @Test func namesTheMissingFile() throws {
    let folder = try toyFolder()
    let path = "toy/train-labels-idx1-ubyte"
    try FileManager.default.removeItem(at: folder.url.appending(path: path))
    #expect(
      message(folder) == """
        \(folder.path)/toy/train-labels-idx1-ubyte: the file is missing
          help: `practical datasets fetch toy` fetches again what is missing or damaged
        """)
  }

  @Test func neverTrapsOnPackedFiles() throws {
    let intact = stored(Array("abc".utf8))
    #expect(try GzipFile.unpacked(intact, path: "abc.gz") == Array("abc".utf8))
    var random = SystemRandomNumberGenerator()
    for _ in 0..<5_000 {
      var bytes = intact
      bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255)
      bytes = Array(bytes.prefix(Int.random(in: 0...bytes.count + 3, using: &random)))
      if let unpacked = try? GzipFile.unpacked(bytes, path: "abc.gz") {
        #expect(unpacked == Array("abc".utf8))
      }
    }
  }

  @Test func refusesPackedFilesThatPromiseTooMuch() throws {
    let intact = stored(Array("abc".utf8))
    #expect(throws: DatasetError.self) {
      try GzipFile.unpacked(intact.dropLast(4) + [0xFF, 0xFF, 0xFF, 0x7F], path: "abc.gz")
    }
    #expect(throws: DatasetError.self) {
      try GzipFile.unpacked(intact, path: "abc.gz", maximumByteCount: 2)
    }
  }

  @Test func declarationsAgreeWithTheHeader() {
    unsafe expectSameType(deflateDecode, deflate_decode)
    unsafe expectSameType(deflateChecksum, deflate_checksum)
  }

  private func expectSameType<T>(_ first: T, _ second: T) {}

  /// Bytes as gzip packs them when it leaves them as they are, with a file name in the header.
  private func stored(_ bytes: [UInt8]) -> [UInt8] {
    let count = UInt8(bytes.count)
    let checksum = CyclicCheck.crc32(bytes)
    let block = [1, count, 0, ~count, 0xFF] + bytes
    let checksumBytes = (0..<4).map { UInt8(truncatingIfNeeded: checksum >> ($0 * 8)) }
    let trailer = checksumBytes + [count, 0, 0, 0]
    return [0x1F, 0x8B, 8, 8, 0, 0, 0, 0, 0, 3] + Array("name\0".utf8) + block + trailer
  }
}
