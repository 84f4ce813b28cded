import Foundation
import Tensors
import Testing

@testable import Datasets

struct HandwritingTests {
  /// A seven, 12 pixels wide and 20 high with strokes of 3 pixels, on a larger page.
  private func seven(scale: Int, ink: Float = 0, paper: Float = 1) -> GrayPlane {
    let (height, width) = (40 * scale, 30 * scale)
    var page = GrayPlane(
      height: height, width: width, values: .init(repeating: paper, count: height * width))
    for row in 0..<height {
      for column in 0..<width {
        let (y, x) = (row / scale - 6, column / scale - 11)
        let isBar = (0..<3).contains(y) && (0..<12).contains(x)
        let isStem = (0..<20).contains(y) && (9..<12).contains(x)
        if isBar || isStem { page.values[row * width + column] = ink }
      }
    }
    return page
  }

  private func difference(_ one: GrayPlane?, _ two: GrayPlane?) -> Float {
    guard let one, let two, one.values.count == two.values.count else { return .infinity }
    return zip(one.values, two.values).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(one.values.count)
  }

  @Test func makesADigitOfMNIST() throws {
    let folder = try TemporaryFolder()
    let page = seven(scale: 1)
    try folder.write(PNGMaker.gray(page.values, width: page.width), to: "seven.png")
    let digit = try Digits.handwriting(folder.path + "/seven.png")
    #expect(digit.shape == [1, 28, 28, 1])
    let rows = (0..<28).filter { row in (0..<28).contains { digit.scalars[row * 28 + $0] > 0.5 } }
    let columns = (0..<28).filter { column in
      (0..<28).contains { digit.scalars[$0 * 28 + column] > 0.5 }
    }
    #expect(rows.count == 20)
    #expect(columns.count == 12)
    // The strokes have 27 + 60 pixels; the mean of their rows is 7.48, that of their columns 8.45.
    #expect(rows.first == 7)
    #expect(columns.first == 6)
    #expect(digit.scalars.max() == 1)
    #expect(digit.scalars.reduce(0, +) == 87)
  }

  @Test(arguments: [(0, 1), (1, 0), (0.3, 0.9), (0.8, 0.4)] as [(Float, Float)])
  func looksTheSameOnAnyPaper(ink: Float, paper: Float) {
    let expected = Digits.digit(in: seven(scale: 1))
    let found = Digits.digit(in: seven(scale: 3, ink: ink, paper: paper))
    #expect(difference(expected, found) < 0.02)
    #expect(expected != nil)
  }

  @Test func readsAPhotograph() {
    let large = seven(scale: 16, ink: 0.25, paper: 0.8)
    var photograph = large
    var random = RandomGenerator(seed: 389)
    for index in photograph.values.indices {
      let shade = 0.08 * Float(index % large.width) / Float(large.width)
      photograph.values[index] += shade + 0.03 * Float(random.uniform() - 0.5)
    }
    // A speck of dust far from the digit.
    for row in 16..<24 { photograph.values[row * large.width + 12] = 0.2 }
    #expect(
      difference(Digits.digit(in: seven(scale: 1)), Digits.digit(in: photograph)) < 0.03)
  }

  /// A digit of MNIST, blown up and moved, comes back.
  @Test func givesBackDigitsOfMNIST() throws {
    let folder = URL(filePath: #filePath).appending(path: "../../../datasets").standardizedFileURL
    let digits = try Digits.load(.small, from: DatasetDirectory(roots: [folder.path])).test
    var total: Float = 0
    for index in 0..<20 {
      let picture = digits.images[index].tensor.scalars
      var page = GrayPlane(height: 330, width: 300, values: .init(repeating: 1, count: 99_000))
      for row in 0..<280 {
        for column in 0..<280 {
          page.values[(row + 35) * 300 + column + 10] = 1 - picture[row / 10 * 28 + column / 10]
        }
      }
      let found = try #require(Digits.digit(in: page))
      total += zip(found.values, picture).reduce(0) { $0 + abs($1.0 - $1.1) } / 784
    }
    #expect(total / 20 < 0.04)
  }

  @Test func readsWhiteInkOnNothing() throws {
    let folder = try TemporaryFolder()
    let page = seven(scale: 1)
    let rows = (0..<40).map { row in
      (0..<30).flatMap { column -> [UInt8] in
        [255, 255, 255, page.values[row * 30 + column] == 0 ? 255 : 0]
      }
    }
    try folder.write(PNGMaker(width: 30, height: 40, kind: 6).file(rows), to: "seven.png")
    let digit = try Digits.handwriting(folder.path + "/seven.png")
    #expect(digit.scalars == Digits.digit(in: page)?.values)
  }

  @Test(arguments: [(1, 1), (1, 50), (20, 20)])
  func saysThatAPageIsEmpty(height: Int, width: Int) throws {
    let folder = try TemporaryFolder()
    let paper = (0..<height * width).map { Float($0 % 3) * 0.02 + 0.9 }
    try folder.write(PNGMaker.gray(paper, width: width), to: "empty.png")
    #expect {
      try Digits.handwriting(folder.path + "/empty.png")
    } throws: { error in
      "\(error)" == """
        \(folder.path)/empty.png: the picture is empty: there is no ink on it that differs from the paper
          help: draw one digit with a thick dark pen on plain white paper, clear of the edges
        """
    }
  }

  /// `Image.fromarray(numpy.arange(12, dtype="f").reshape(3, 4) ** 2).resize((w, h), Image.BILINEAR)`
  @Test func resizesLikePillow() {
    let plane = GrayPlane(height: 3, width: 4, values: (0..<12).map { Float($0 * $0) })
    let smaller = plane.resized(height: 2, width: 2)
    for (found, expected) in zip(smaller.values, [9.1429, 18.571, 56.286, 81.429] as [Float]) {
      #expect(abs(found - expected) < 1e-3)
    }
    let larger = plane.resized(height: 3, width: 6)
    for (found, expected) in zip(
      larger.values,
      [
        0, 0.5, 1.5, 3.5, 6.5, 9, 16, 20.5, 26.833, 34.167, 42.5, 49, 64, 72.5, 84.167, 96.833,
        110.5, 121,
      ] as [Float])
    {
      #expect(abs(found - expected) < 1e-3)
    }
  }
}
