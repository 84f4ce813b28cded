import Networks
import Tensors
import Testing

/// One row of the table that every layer, loss and operation with a derivative stands in.
struct GradientCase: Sendable, CustomTestStringConvertible {
  let name: String
  let run: @Sendable () -> GradientCheck.Report

  init(_ name: String, _ run: @escaping @Sendable () -> GradientCheck.Report) {
    self.name = name
    self.run = run
  }

  var testDescription: String { name }
}

/// The whole table, part by part.
private let gradientTable: [GradientCase] = [
  activationGradients,
  denseGradients,
  graphGradients,
  imageGradients,
  lossGradients,
  operationGradients,
  sequenceGradients,
].flatMap { $0 }

@Suite struct GradientTable {
  @Test(arguments: gradientTable)
  func derivativesAreTheMeasuredSlopes(_ row: GradientCase) {
    let report = row.run()
    #expect(report.passed, "\(report)")
    #expect(!report.comparisons.isEmpty, "nothing was compared")
  }

  @Test func everyRowHasAName() {
    #expect(Set(gradientTable.map(\.name)).count == gradientTable.count)
  }
}

/// Numbers from a normal distribution, none of them closer than 0.1 to zero.
func awayFromZero(_ shape: Shape, seed: UInt64) -> Tensor {
  var result = Tensor(randomNormal: shape, seed: seed)
  for index in 0..<result.count where abs(result.scalars[index]) < 0.1 {
    result.scalars[index] += result.scalars[index] < 0 ? -0.1 : 0.1
  }
  return result
}

/// Different numbers at least 0.1 apart, in random order, so that no two tie.
func distinct(_ shape: Shape, seed: UInt64) -> Tensor {
  var random = RandomGenerator(seed: seed)
  let places = random.permutation(of: shape.count)
  return Tensor(places.map { (Float($0) - Float(shape.count) / 2 + 0.5) * 0.1 }, shape: shape)
}
