import Datasets
import Tensors
import Testing

@testable import Training

/// A picture with a map applied to it.
private func resampled(
  _ picture: Tensor, background: Float = 0, moves: (x: Tensor, y: Tensor)? = nil,
  _ change: (inout PlaneMap) -> Void
) -> Tensor {
  let (height, width) = (picture.shape[0], picture.shape[1])
  var map = PlaneMap(width: width, height: height)
  change(&map)
  return unsafe Tensor(filling: picture.shape) { out in
    if let moves {
      unsafe kernelsResample(
        picture.scalars, height, width, map.coefficients, moves.x.scalars, moves.y.scalars,
        background, out)
    } else {
      unsafe kernelsResample(
        picture.scalars, height, width, map.coefficients, nil, nil, background, out)
    }
  }
}

@Suite struct AugmentationTests {
  private let picture = Tensor(randomUniform: [5, 7], seed: 1)

  @Test func nothingChangesNothing() {
    let pictures = Tensor(randomUniform: [3, 5, 7], seed: 2)
    #expect(Augmentation([])(pictures) == pictures)
    let none = Augmentation([
      .shift(pixels: 0), .rotate(degrees: 0), .scale(1...1), .shear(degrees: 0),
      .noise(deviation: 0),
      .erase(probability: 0, share: 0.1...0.2),
    ])
    #expect(none(pictures) == pictures)
    #expect(resampled(picture) { _ in } == picture)
    #expect(Augmentation([.elastic(strength: 0, smoothness: 2)])(pictures) == pictures)
  }

  @Test func aShiftMovesPixels() {
    let moved = resampled(picture, background: 9) { $0.shift(2, -1) }
    for y in 0..<5 {
      for x in 0..<7 {
        let isInside = y + 1 < 5 && x - 2 >= 0
        #expect(moved[y, x] == (isInside ? picture[y + 1, x - 2] : 9))
      }
    }
    let half = resampled([[0, 4, 8]]) { $0.shift(0.5, 0) }
    #expect(half == [[0, 2, 6]])
    let halfOut = resampled([[4, 4]], background: 2) { $0.shift(0.5, 0) }
    #expect(halfOut == [[3, 4]])
  }

  @Test func aQuarterTurnIsExact() {
    let square: Tensor = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
    #expect(resampled(square) { $0.rotate(90) }.isClose(to: [[3, 6, 9], [2, 5, 8], [1, 4, 7]]))
    #expect(resampled(square) { $0.rotate(180) }.isClose(to: [[9, 8, 7], [6, 5, 4], [3, 2, 1]]))
  }

  @Test func aScaleEnlarges() {
    let row: Tensor = [[0, 1, 2, 3, 4]]
    #expect(resampled(row) { $0.scale(2) } == [[1, 1.5, 2, 2.5, 3]])
    #expect(resampled(row, background: 7) { $0.scale(0.5) } == [[7, 0, 2, 4, 7]])
  }

  @Test func aShearLeans() {
    var upright = Tensor(zeros: [5, 5])
    for y in 0..<5 { upright[y, 2] = 1 }
    let leaning = resampled(upright) { $0.shear(45) }
    // Upper rows move to the right.
    #expect(leaning.isClose(to: Tensor(identity: 5)[rows: [4, 3, 2, 1, 0]]))
  }

  @Test func changesAreMadeInTheirOrder() {
    var dot = Tensor(zeros: [5, 5])
    dot[2, 2] = 1
    let turned = resampled(dot) {
      $0.shift(1, 0)
      $0.rotate(90)
    }
    #expect(turned[1, 2] > 0.999)
    let shifted = resampled(dot) {
      $0.rotate(90)
      $0.shift(1, 0)
    }
    #expect(shifted[2, 3] > 0.999)
  }

  @Test func displacementsMovePixelByPixel() {
    let row: Tensor = [[1, 2, 3, 4]]
    let moves = (x: [[1, 0, -0.5, 100]] as Tensor, y: Tensor(zeros: [1, 4]))
    #expect(resampled(row, background: 5, moves: moves) { _ in } == [[2, 2, 2.5, 5]])
    let lost = (
      x: Tensor([.nan, 0, -.infinity, .infinity], shape: [1, 4]), y: Tensor(zeros: [1, 4])
    )
    #expect(resampled(row, background: 5, moves: lost) { _ in } == [[5, 2, 5, 5]])
  }

  @Test func smoothingIsASumOfNeighbours() {
    for shape in [[6, 9], [1, 5], [5, 1], [3, 2]] as [Shape] {
      let field = Tensor(randomNormal: shape, seed: 3)
      let weights: [Float] = [0.4, 0.2, 0.07, 0.03]
      var smoothed = field.scalars
      var scratch = smoothed
      unsafe kernelsSmooth(&smoothed, shape[0], shape[1], weights, 3, &scratch)
      for y in 0..<shape[0] {
        for x in 0..<shape[1] {
          var sum: Float = 0
          for v in 0..<shape[0] where abs(v - y) <= 3 {
            for u in 0..<shape[1] where abs(u - x) <= 3 {
              sum += weights[abs(v - y)] * weights[abs(u - x)] * field[v, u]
            }
          }
          #expect(abs(smoothed[y * shape[1] + x] - sum) < 1e-5)
        }
      }
    }
  }

  @Test func theWeightsOfTheGaussianAddUpToOne() {
    let weights = Augmentation([.elastic(strength: 1, smoothness: 4)]).smoothing
    #expect(weights.count == 13)
    #expect(abs(2 * weights.reduce(0, +) - weights[0] - 1) < 1e-6)
    #expect(abs(weights[4] / weights[0] - 0.60653) < 1e-4)
  }

  @Test func theChangesOfASampleDependOnSeedEpochAndNumberAlone() {
    let all = Augmentation(
      [
        .rotate(degrees: 15), .shift(pixels: 2), .scale(0.8...1.2), .shear(degrees: 5),
        .elastic(strength: 10, smoothness: 2), .noise(deviation: 0.1),
        .erase(probability: 0.5, share: 0.1...0.2),
      ], seed: 5)
    let images = LabelledImages(
      images: GrayscaleImages(
        pixels: (0..<6 * 80).map { UInt8($0 * 37 % 256) }, height: 8, width: 10),
      labels: [0, 1, 2, 3, 4, 5])
    let samples = ImageSamples(images, augmentation: all)
    let whole = samples.batch(at: [0, 1, 2, 3, 4, 5], epoch: 3)
    let part = samples.batch(at: [4, 2], epoch: 3)
    #expect(part.input == whole.input[rows: [4, 2]])
    #expect(samples.batch(at: [4], epoch: 4).input != part.input[rows: [0]])
    let other = ImageSamples(images, augmentation: Augmentation(all.changes, seed: 6))
    #expect(other.batch(at: [4], epoch: 3).input != part.input[rows: [0]])
    let grid = images.images.tensor[rows: [4, 2]]
    #expect(all(grid, positions: [4, 2], epoch: 3).reshaped(to: [2, 80]) == part.input)
  }

  @Test func noiseHasItsDeviation() {
    let noisy = Augmentation([.noise(deviation: 0.2)])(Tensor(zeros: [20, 30, 30]))
    let deviation = (noisy * noisy).mean().squareRoot()
    #expect(abs(deviation - 0.2) < 0.005)
  }

  @Test func aRectangleOfItsShareIsErased() {
    let pictures = Tensor(ones: [100, 30, 40])
    let erased = Augmentation([.erase(probability: 1, share: 0.1...0.2)], background: -1)(pictures)
    for picture in erased.rows {
      let share = Float(picture.scalars.count { $0 == -1 }) / 1200
      #expect(share > 0.08 && share < 0.22)
    }
    let some = Augmentation([.erase(probability: 0.3, share: 0.1...0.2)])(pictures)
    let count = some.rows.count { picture in picture.scalars.contains(0) }
    #expect(count > 15 && count < 45)
  }

  @Test func picturesOfAnotherShapeAreRefused() async {
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) { _ = Augmentation([.shift(pixels: 1)])(Tensor(zeros: [2, 784])) }
    let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(
      text.contains(
        """
        Augmentation: the pictures do not fit
          expected: [2, height, width] or [2, height, width, 1]
          got:      [2, 784]
          help:     augment grey pictures before they become rows
        """))
  }
}
