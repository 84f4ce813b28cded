import Testing

@testable import Plots

/// Maps over pictures: sizes, colours, and which picture lies under which map.
struct AttentionMapTests {
  private func pictures(_ levels: [Float]) -> ImageValues {
    ImageValues(
      count: levels.count, height: 2, width: 2, channels: 1,
      values: levels.flatMap { [$0, $0, $0, $0] })
  }

  private func maps(_ values: [[Float]]) -> ImageValues {
    ImageValues(
      count: values.count, height: 1, width: 2, channels: 1, values: values.flatMap { $0 })
  }

  private func images(_ figure: Figure) throws -> Figure.Images {
    guard case .images(let images) = try #require(figure.marks.first) else {
      throw NoImages()
    }
    return images
  }

  private struct NoImages: Error {}

  /// The colour at a place of a picture, as red, green and blue.
  private func color(_ images: Figure.Images, _ index: Int, row: Int, column: Int) -> [UInt8] {
    let start = ((index * images.height + row) * images.width + column) * 3
    return Array(images.bytes[start..<(start + 3)])
  }

  @Test func aSmallPictureIsEnlargedOnceForEveryMap() throws {
    let drawn = try images(
      Figure().attentionMaps(
        pictures([1]), maps: maps([[1, 0], [0, 1], [1, 1]]), labels: ["a", "b", "c"]))
    #expect(drawn.count == 3)
    #expect([drawn.height, drawn.width, drawn.channels] == [224, 224, 3])
    #expect(drawn.labels == ["a", "b", "c"])
  }

  @Test func theLargestPlaceIsRedAndTheRestIsThePicture() throws {
    let drawn = try images(Figure().attentionMaps(pictures([1]), maps: maps([[0.02, 0]])))
    let left = color(drawn, 0, row: 100, column: 0)
    let right = color(drawn, 0, row: 100, column: 223)
    // c′ = 0.2 · white + 0.8 · (0.84, 0.15, 0)
    #expect(left == [222, 82, 51])
    #expect(right == [255, 255, 255])
  }

  @Test func betweenTheMiddlesOfPlacesTheWeightsAreInterpolated() throws {
    let drawn = try images(Figure().attentionMaps(pictures([1]), maps: maps([[1, 0]])))
    let greens = stride(from: 56, through: 168, by: 16).map {
      color(drawn, 0, row: 0, column: $0)[1]
    }
    #expect(greens == greens.sorted())
    #expect(Set(greens).count == greens.count)
  }

  @Test func everyMapLiesOverItsOwnPictureWhenThereAreAsMany() throws {
    let drawn = try images(
      Figure().attentionMaps(pictures([0, 1]), maps: maps([[0, 0], [0, 0]])))
    // Black is faded, so that the red stands out.
    #expect(color(drawn, 0, row: 3, column: 3) == [89, 89, 89])
    #expect(color(drawn, 1, row: 3, column: 3) == [255, 255, 255])
  }

  @Test(arguments: [[-1, -2], [Float.nan, 0]] as [[Float]])
  func mapsWithoutWeightLeaveThePictureAsItIs(map: [Float]) throws {
    let drawn = try images(Figure().attentionMaps(pictures([1]), maps: maps([map])))
    #expect(color(drawn, 0, row: 100, column: 220) == [255, 255, 255])
  }
}
