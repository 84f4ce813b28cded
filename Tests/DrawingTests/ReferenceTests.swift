import FigureSamples
import Foundation
import Testing

@testable import Drawing

/// Every kind of chart looks as it did when somebody last looked at it.
///
/// The pictures in `References` are at half the size, which is enough to see what moved. To draw them anew after
/// a change of looks, run the tests with `PRACTICAL_REWRITE_REFERENCES=1`, and look at what changed.
struct ReferenceTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "References")
  private static let rewrites =
    ProcessInfo.processInfo.environment["PRACTICAL_REWRITE_REFERENCES"] == "1"
  private static let darkOnes = ["lines", "confusion", "filled-contours", "embedding", "weights"]

  @Test(arguments: FigureSample.all.map(\.name))
  func onLightPages(name: String) throws {
    try compare(name, theme: .light, file: name)
  }

  @Test(arguments: darkOnes)
  func onDarkPages(name: String) throws {
    try compare(name, theme: .dark, file: name + "-dark")
  }

  @Test func everyReferenceIsUsed() throws {
    let names = FigureSample.all.map(\.name) + Self.darkOnes.map { $0 + "-dark" }
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(files.sorted() == names.map { $0 + ".png" }.sorted())
  }

  @Test func thatAMovedLineIsSeen() throws {
    let sample = try #require(FigureSample.all.first { $0.name == "lines" })
    let drawn = try picture(of: sample, .light)
    let moved = try picture(of: sample, .light, title: "Two waves.")
    #expect(Difference(drawn, drawn).isSmall)
    #expect(!Difference(drawn, moved).isSmall)
  }

  private func compare(_ name: String, theme: Theme, file: String) throws {
    let sample = try #require(FigureSample.all.first { $0.name == name })
    let drawn = try picture(of: sample, theme)
    let reference = Self.folder.appending(path: file + ".png")
    if Self.rewrites {
      try Data(try drawn.png()).write(to: reference)
    }
    let bytes = try #require(FileManager.default.contents(atPath: reference.path))
    let expected = try #require(PixelImage(png: Array(bytes)))
    #expect(drawn.width == expected.width && drawn.height == expected.height)
    guard drawn.width == expected.width, drawn.height == expected.height else { return }
    let difference = Difference(drawn, expected)
    #expect(difference.isSmall, "\(file): \(difference)")
  }

  private func picture(
    of sample: FigureSample, _ theme: Theme, title: String? = nil
  ) throws -> PixelImage {
    var figure = sample.figure
    if let title { figure.title = title }
    let png = try FigureRenderer(theme: theme).png(figure)
    return try #require(PixelImage(png: png)).halved
  }
}

/// How far two pictures of one size are apart.
private struct Difference: CustomStringConvertible {
  /// The mean difference of a channel, of 255.
  var mean = 0.0
  /// The part of the pixels that differ so much that one would see it.
  var visible = 0.0

  /// Other versions of Cairo and FreeType round a little differently at edges; a mark elsewhere is more.
  var isSmall: Bool { mean < 0.4 && visible < 0.0004 }

  var description: String { "mean \(mean), visibly different \(visible)" }

  init(_ one: PixelImage, _ other: PixelImage) {
    for (a, b) in zip(one.pixels, other.pixels) where a != b {
      var largest = 0
      for shift: UInt32 in [16, 8, 0] {
        let distance = abs(Int(a >> shift & 255) - Int(b >> shift & 255))
        mean += Double(distance) / 3
        largest = max(largest, distance)
      }
      if largest > 40 { visible += 1 }
    }
    mean /= Double(max(1, one.pixels.count))
    visible /= Double(max(1, one.pixels.count))
  }
}
