import Foundation
import Networks
import Tensors
import Testing

/// The cross-entropy of every width that its kernel treats in its own way, beside the formula in Double.
@Suite struct CrossEntropyPropertyTests {
  @Test(arguments: [1, 2, 15, 16, 17, 31, 32, 33, 48, 1023, 1024, 1025, 2100])
  func agreesWithTheFormula(classes: Int) {
    for rows in [1, 2, 16, 19, 33] where rows * classes < 20000 {
      for smoothing in [0, 0.25] as [Float] {
        let scores = 5 * Tensor(randomNormal: [rows, classes], seed: UInt64(rows))
        let targets = Tensor((0..<rows).map { $0 * 31 % classes })
        let ignored = rows > 2 ? 0 : -1
        let (value, gradient) = SoftmaxCrossEntropy(
          ignoreIndex: ignored, labelSmoothing: smoothing
        ).valueAndGradient(scores, targets)
        let exact = Self.formula(scores, targets, ignored: ignored, smoothing: Double(smoothing))
        #expect(abs(Double(value) - exact.value) < 2e-6 * Swift.max(1, exact.value))
        let deviation = zip(gradient.scalars, exact.gradient).reduce(0.0) {
          Swift.max($0, abs(Double($1.0) - $1.1))
        }
        #expect(deviation < 1e-6, "rows \(rows), smoothing \(smoothing)")
      }
    }
  }

  private static func formula(
    _ scores: Tensor, _ targets: Tensor, ignored: Int, smoothing: Double
  ) -> (value: Double, gradient: [Double]) {
    let classes = scores.shape[1]
    let terms = Double(Swift.max(targets.scalars.count { Int($0) != ignored }, 1))
    var value = 0.0
    var gradient: [Double] = []
    for row in 0..<scores.shape[0] {
      let target = Int(targets.scalars[row])
      let z = (0..<classes).map { Double(scores.scalars[row * classes + $0]) }
      let logarithm = log(z.reduce(0) { $0 + exp($1) })
      for index in 0..<classes {
        let q = (index == target ? 1 - smoothing : 0) + smoothing / Double(classes)
        if target != ignored { value += q * (logarithm - z[index]) / terms }
        gradient.append(target == ignored ? 0 : (exp(z[index] - logarithm) - q) / terms)
      }
    }
    return (value, gradient)
  }
}
