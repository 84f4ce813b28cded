import Plots
import Testing

@testable import Drawing

struct EncodingTests {
  @Test(arguments: [
    Figure(title: "colour").scatter(0..<200, 0..<200).line([1, 5]),
    Figure().size(width: 100, height: 80),
    Figure().images(ImageValues(count: 1, height: 1, width: 2, channels: 1, values: [0, 1])),
  ])
  func filesHoldTheDrawnPixels(figure: Figure) throws {
    let canvas = try FigureRenderer().canvas(of: figure)
    let file = try #require(PixelImage(png: try canvas.encoded()))
    #expect(file.width == canvas.width)
    #expect(file.height == canvas.height)
    let differences = canvas.withPixels { drawn in
      (0..<canvas.height).reduce(0) { sum, row in
        sum
          + (0..<canvas.width).count { column in
            drawn[row * canvas.stride + column] & 0xFFFFFF
              != file.pixels[row * file.width + column] & 0xFFFFFF
          }
      }
    }
    #expect(differences == 0)
  }

  @Test func aPointIsTwoPixels() throws {
    let file = try FigureRenderer().png(Figure().line([1, 2]))
    #expect(file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
    #expect(Array(file[16..<24]) == [0, 0, 5, 0, 0, 0, 3, 32])
  }

  @Test func equalFiguresMakeEqualFiles() throws {
    let figure = Figure(title: "again").scatter(0..<50, 0..<50, label: "x")
    #expect(try FigureRenderer().png(figure) == FigureRenderer().png(figure))
    #expect(try FigureRenderer(theme: .dark).png(figure) != FigureRenderer().png(figure))
  }

  @Test func filesSayWhatTheyAre() throws {
    let figure = Figure(title: "Loss ŷ\u{0}").line([3, 1], label: "training")
    let chunks = PNGChunk.all(in: try FigureRenderer().png(figure))
    // 144 pixels an inch, in pixels a metre, both ways, and the unit.
    let density: [UInt8] = [0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1]
    #expect(chunks.first { $0.name == "pHYs" }?.bytes == density)
    let texts = chunks.filter { $0.name == "iTXt" }.map { chunk in
      chunk.bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
    }
    #expect(texts.contains(["Title", "Loss ŷ"]))
    #expect(texts.contains(["Software", "practical"]))
    #expect(texts.contains { $0.first == "Description" && $0.last == figure.altText })
    // Nothing in the file tells when it was made.
    #expect(!chunks.contains { $0.name == "tIME" })
  }
}
