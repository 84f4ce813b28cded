import PracticalKit
import Testing

@testable import Plots

@Suite("Tensors in figures")
struct TensorPlottingTests {
  @Test func aTensorIsPlottedLikeAnArray() {
    let strided = stride(from: 0.0, to: 3.0, by: 1)
    #expect(Figure().line(strided, Tensor([1, 2, 3])) == Figure().line(strided, [1, 2, 3]))
  }

  @Test func theRowsOfATensorArePoints() {
    let points: Tensor = [[0, 0], [1, 1], [2, 2]]
    let figure = Figure().scatter(points, classes: [1, 0, 1], names: ["cat", "dog"])
    #expect(figure.summary.series.map(\.label) == ["cat", "dog"])
    #expect(figure.summary.series.map(\.count) == [1, 2])
  }

  @Test func scalarsBecomeShortLabels() {
    #expect(Tensor([3, 0.25, -1]).plotLabels == ["3", "0.25", "-1"])
  }

  @Test func tensorsOfManyShapesArePictures() {
    let shapes: [(Shape, Int, Int)] = [
      ([4, 5], 1, 1), ([6, 4, 5], 6, 1), ([6, 4, 5, 1], 6, 1), ([6, 4, 5, 3], 6, 3),
      ([4, 5, 3], 1, 3),
    ]
    for (shape, count, channels) in shapes {
      let pictures = Tensor(zeros: shape).plotImages
      #expect(pictures.count == count)
      #expect(pictures.height == 4)
      #expect(pictures.width == 5)
      #expect(pictures.channels == channels)
    }
  }

  @Test func aModelIsAskedAboutAllPointsAtOnce() {
    let figure = Figure().decisionRegions(xRange: 0...1, yRange: 0...1, resolution: 2) { points in
      // The scores of two classes: the coordinates themselves.
      points
    }
    guard case .regions(let regions) = figure.marks.first else {
      Issue.record("no regions")
      return
    }
    #expect(regions.grid.values == [0, 0, 1, 0])
    #expect(regions.isClass)
  }

  @Test func mistakesEndTheCell() async {
    await #expect(processExitsWith: .failure) { _ = Tensor(zeros: [2]).plotMatrix }
    await #expect(processExitsWith: .failure) { _ = Tensor(zeros: [2]).plotImages }
  }
}
