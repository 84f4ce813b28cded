import Testing

@testable import Reports

@Suite("Numbers for readers")
struct QuantityTests {
  @Test(
    "Times",
    arguments: [
      (0, "0 ms"), (0.0004, "0.4 ms"), (0.008, "8 ms"), (0.0123, "12 ms"), (0.42, "420 ms"),
      (0.9996, "1.00 s"), (8.13, "8.13 s"), (12.34, "12.3 s"), (59.96, "1 min 0 s"),
      (125, "2 min 5 s"), (7260, "2 h 1 min"), (.nan, "0 ms"), (.infinity, "0 ms"), (-1, "0 ms"),
    ] as [(Double, String)])
  func seconds(_ value: Double, _ expected: String) {
    #expect(Quantity.seconds(value) == expected)
  }

  @Test(
    "Points",
    arguments: [
      (17, "17"), (1.5, "1.5"), (1.333, "1.33"), (0, "0"), (0.004, "0"), (-0.5, "−0.5"),
      (2.999, "3"), (1.05, "1.05"),
    ] as [(Double, String)])
  func points(_ value: Double, _ expected: String) {
    #expect(Quantity.points(value) == expected)
  }

  @Test(
    "Memory",
    arguments: [
      (999, "999 bytes"), (31_000, "31 kB"), (1_200_000, "1.2 MB"), (31_000_000, "31 MB"),
      (4_294_967_296, "4.3 GB"),
    ])
  func bytes(_ count: Int, _ expected: String) {
    #expect(Quantity.bytes(count) == expected)
  }
}
