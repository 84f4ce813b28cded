import Datasets
import Tensors
import Testing

@testable import Training

@Suite struct DataTests {
  private let samples = TensorSamples(
    inputs: Tensor((0..<10).map { Float($0) }, shape: [10, 1]), targets: Tensor(Array(0..<10)))

  @Test func batchesCoverEverySampleOnce() {
    let batches = Batches(samples, size: 4, shuffledBy: 1, epoch: 2)
    #expect(batches.map(\.count) == [4, 4, 2])
    #expect(batches.flatMap { $0.target.scalars }.sorted() == (0..<10).map { Float($0) })
    #expect(batches.allSatisfy { $0.input.scalars == $0.target.scalars })
  }

  @Test func theOrderDependsOnSeedAndEpochAlone() {
    func order(_ seed: UInt64?, _ epoch: Int) -> [Float] {
      Batches(samples, size: 3, shuffledBy: seed, epoch: epoch).flatMap { $0.target.scalars }
    }
    #expect(order(1, 0) == order(1, 0))
    #expect(order(1, 0) != order(1, 1))
    #expect(order(1, 0) != order(2, 0))
    #expect(order(nil, 5) == (0..<10).map { Float($0) })
  }

  @Test func theLastBatchCanBeDropped() {
    #expect(Batches(samples, size: 4, dropsLast: true).map(\.count) == [4, 4])
    #expect(Batches(samples, size: 5, dropsLast: true).map(\.count) == [5, 5])
    #expect(Batches(samples, size: 11, dropsLast: true).isEmpty)
  }

  @Test func shardsAreNeighboursWithNearlyEqualSizes() {
    #expect(Shards.ranges(of: 7, shards: 2) == [0..<3, 3..<7])
    #expect(Shards.ranges(of: 4, shards: 2) == [0..<2, 2..<4])
    #expect(Shards.ranges(of: 3, shards: 2) == [0..<3])
    #expect(Shards.ranges(of: 1, shards: 2) == [0..<1])
    #expect(Shards.ranges(of: 0, shards: 2) == [0..<0])
  }

  @Test func shardsOfABatchAreItsParts() {
    let batches = Batches(samples, size: 4, shuffledBy: 9)
    let parts = batches.shards(of: 1, count: 3, threads: 2)
    #expect(parts.map(\.count) == [2, 2])
    #expect(parts.flatMap { $0.target.scalars } == batches[1].target.scalars)
  }

  @Test func selectionsSelectFromSelections() {
    let some = samples.selecting([3, 3, 7, 1]).selecting([2, 0])
    #expect(some.wholeBatch.target == [7, 3])
  }

  @Test func sequencesArePaddedPerBatch() {
    let sequences = SequenceSamples(
      tokens: [[3, 7, 7], [5, 1], [9]], labels: [0, 1, 1], padding: -5)
    let all = sequences.batch(at: [0, 1], epoch: 0)
    #expect(all.input == [[3, 7, 7], [5, 1, -5]])
    #expect(all.target == [0, 1])
    #expect(all.lengths == [3, 2])
    #expect(sequences.batch(at: [2], epoch: 0).input == [[9]])
  }

  @Test func sequencesHaveTargetsAtEveryStepAndAreCutOff() {
    let sequences = SequenceSamples(
      tokens: [[3, 7, 8], [5]], targets: [[7, 8, 9], [1]], maximumLength: 2)
    let batch = sequences.wholeBatch
    #expect(batch.input == [[3, 7], [5, 0]])
    #expect(batch.target == [[7, 8], [1, -1]])
    #expect(batch.lengths == [2, 1])
  }

  @Test func picturesBecomeNumbersBatchByBatch() {
    let images = LabelledImages(
      images: GrayscaleImages(pixels: (0..<24).map { UInt8($0 * 11) }, height: 2, width: 3),
      labels: [4, 5, 6, 7])
    let rows = ImageSamples(images).batch(at: [3, 0], epoch: 0)
    #expect(rows.input == images.images.flattened[rows: [3, 0]])
    #expect(rows.target == [7, 4])
    let grid = ImageSamples(images, layout: .channelsLast).batch(at: [3, 0], epoch: 0)
    #expect(grid.input == rows.input.reshaped(to: [2, 2, 3, 1]))
    #expect(
      (0...255).allSatisfy { byte in
        let one = GrayscaleImages(pixels: [UInt8(byte)], height: 1, width: 1)
        let samples = ImageSamples(LabelledImages(images: one, labels: [0]))
        return samples.wholeBatch.input.scalar == Float(byte) / 255
      })
  }

  @Test func partsOfABatchAreRowsOfAllItsTensors() {
    let batch = Batch(
      inputs: [[[1, 2], [3, 4], [5, 6]], [7, 8, 9]], targets: [[1, 2, 3]], lengths: [3, 2, 1])
    let part = batch[1..<3]
    #expect(part.inputs == [[[3, 4], [5, 6]], [8, 9]])
    #expect(part.targets == [[2, 3]])
    #expect(part.lengths == [2, 1])
    #expect(batch.count == 3)
  }
}
