import Glibc
import Plots
import Testing

@testable import Drawing

struct TickSelectionTests {
  @Test(
    arguments: [
      (0...1, 6, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0...1, 9, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
      (0...1, 11, ["0.0", "0.1", "0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9", "1.0"]),
      (0.3...1.1, 5, ["0.4", "0.6", "0.8", "1.0"]),
      (-2.3...2.3, 6, ["−2", "−1", "0", "1", "2"]),
      (0...10, 5, ["0.0", "2.5", "5.0", "7.5", "10.0"]),
      (17...98, 5, ["20", "40", "60", "80"]),
      (0...120_000, 7, ["0", "20000", "40000", "60000", "80000", "100000", "120000"]),
      (0.05...0.0745, 6, ["0.050", "0.055", "0.060", "0.065", "0.070"]),
    ] as [(ClosedRange<Double>, Int, [String])])
  func roundNumbers(range: ClosedRange<Double>, limit: Int, labels: [String]) {
    let ticks = TickSelection.linear(range, limit: limit)
    #expect(ticks.major.map(\.label) == labels)
    #expect(ticks.common == "")
  }

  @Test(
    arguments: [
      (0...4e-5, ["0", "1", "2", "3", "4"], "×10⁻⁵"),
      (0...3e6, ["0.0", "0.5", "1.0", "1.5", "2.0", "2.5", "3.0"], "×10⁶"),
      (1e9...1e9 + 5, ["0", "1", "2", "3", "4", "5"], "+ 1000000000"),
      (-3e300...3e300, ["−3", "−2", "−1", "0", "1", "2", "3"], "×10³⁰⁰"),
    ] as [(ClosedRange<Double>, [String], String)])
  func whatAllLabelsShareStandsAside(
    range: ClosedRange<Double>, labels: [String], common: String
  ) {
    let ticks = TickSelection.linear(range, limit: 7)
    #expect(ticks.major.map(\.label) == labels)
    #expect(ticks.common == common)
  }

  @Test func epochsAreWhole() {
    let ticks = TickSelection.linear(0.8...3.2, limit: 9, isWhole: true)
    #expect(ticks.major.map(\.label) == ["1", "2", "3"])
  }

  @Test(
    arguments: [
      (0.01...1_000, 10, ["0.01", "0.1", "1", "10", "100", "1000"]),
      (1e-6...1, 10, ["10⁻⁶", "10⁻⁵", "10⁻⁴", "10⁻³", "10⁻²", "10⁻¹", "10⁰"]),
      (1e-12...1, 5, ["10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "10⁰"]),
      (0.2...0.9, 9, ["0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8", "0.9"]),
      (0.9...60, 6, ["1", "10"]),
      (2...60, 6, ["2", "5", "10", "20", "50"]),
    ] as [(ClosedRange<Double>, Int, [String])])
  func powersOfTen(range: ClosedRange<Double>, limit: Int, labels: [String]) {
    #expect(TickSelection.logarithmic(range, limit: limit).major.map(\.label) == labels)
  }

  @Test func everyRangeHasFewTicksInOrderWithinIt() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<2_000 {
      let size = Double.random(in: -280...280, using: &generator)
      let middle = Double.random(in: -1...1, using: &generator) * pow(10, size)
      let width = abs(middle) * pow(10, Double.random(in: -9...9, using: &generator)) + 1e-285
      guard (middle + width).magnitude < 1e300, middle < middle + width else { continue }
      let range = middle...(middle + width)
      for limit in [2, 5, 9] {
        let ticks = TickSelection.linear(range, limit: limit)
        #expect(ticks.major.count <= limit, "\(range)")
        #expect(ticks.major.map(\.label.count).max() ?? 0 <= 16, "\(range) \(ticks)")
        let slack = width * 1e-6
        #expect(
          ticks.major.allSatisfy {
            $0.value >= range.lowerBound - slack && $0.value <= range.upperBound + slack
          }, "\(range)")
      }
    }
  }

  @Test func ticksThatSomebodyAskedForAreKept() {
    let ticks = TickSelection.custom([0, 5, 50], labels: ["low", "mid", "high"], in: 0...10)
    #expect(ticks.major.map(\.label) == ["low", "mid"])
    #expect(TickSelection.custom([-0.5], labels: [], in: -1...1).major.map(\.label) == ["−0.5"])
  }
}
