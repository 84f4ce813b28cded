import Testing

@testable import Tensors

@Suite("Random numbers")
struct RandomTests {
  @Test("SplitMix64 gives the numbers of the published program")
  func splitMix() {
    // splitmix64.c with x = 1234567.
    var mixer = SplitMix64(state: 1_234_567)
    let expected: [UInt64] = [
      6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
      4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
    ]
    #expect(expected.map { _ in mixer.next() } == expected)
  }

  @Test("The generator gives the numbers of the published program")
  func xoshiro() {
    // xoshiro256starstar.c with s = {1, 2, 3, 4}.
    var random = RandomGenerator(state: (1, 2, 3, 4))
    let expected: [UInt64] = [
      11520, 0, 1_509_978_240, 1_215_971_899_390_074_240, 1_216_172_134_540_287_360,
      607_988_272_756_665_600, 16_172_922_978_634_559_625, 8_476_171_486_693_032_832,
      10_595_114_339_597_558_777, 2_904_607_092_377_533_576,
    ]
    #expect(expected.map { _ in random.next() } == expected)
    // The same program with s filled by splitmix64.c from 389.
    var seeded = RandomGenerator(seed: 389)
    let expectedSeeded: [UInt64] = [
      6_476_176_352_325_851_940, 10_482_721_807_216_323_983, 9_932_342_628_276_575_395,
      6_423_896_472_601_419_354, 8_299_068_530_745_894_434,
    ]
    #expect(expectedSeeded.map { _ in seeded.next() } == expectedSeeded)
  }

  @Test("Samples keep their bits from version to version")
  func goldenSamples() {
    var random = RandomGenerator(seed: 389)
    #expect(
      (0..<6).map { _ in random.normal().bitPattern } == [
        0xbec3_ccce, 0x3e30_18ef, 0x3dc5_9b56, 0xbec7_b80f, 0xbe00_f3f8, 0x3f5d_5779,
      ])
    #expect(
      (0..<4).map { _ in random.uniform().bitPattern } == [
        0x3f3b_8dca, 0x3d24_5850, 0x3f25_9b2e, 0x3e07_5224,
      ])
    #expect(random.permutation(of: 8) == [2, 5, 0, 1, 7, 4, 3, 6])
    var labelled = RandomGenerator(seed: 389, label: "dropout")
    #expect(labelled.next() == 14_599_631_931_275_344_649)
    var child = labelled.split()
    #expect(child.next() == 16_673_213_444_954_878_562)
  }

  @Test("Labels and splits give unrelated generators")
  func streams() {
    var parent = RandomGenerator(seed: 1)
    let copy = parent
    #expect(parent == copy)
    let child = parent.split()
    #expect(child != parent && parent != copy)
    #expect(RandomGenerator(seed: 1, label: "a") != RandomGenerator(seed: 1, label: "b"))
    #expect(RandomGenerator(seed: 1, label: "a") != RandomGenerator(seed: 2, label: "a"))
  }

  @Test(
    "Normal quantiles are those of the paper and of SciPy",
    arguments: [
      (0.25, -0.6744897501960817), (0.001, -3.090232306167813), (1e-20, -9.262340089798409),
      (0.075, -1.4395314709384563), (0.9, 1.2815515655446004), (0.5, 0),
    ])
  func quantiles(probability: Double, quantile: Double) {
    #expect(abs(normalQuantile(probability) - quantile) < 1e-14 * (1 + quantile.magnitude))
  }

  @Test("Samples have the moments of their distributions")
  func moments() {
    let normal = Tensor(randomNormal: [200_000], mean: 3, standardDeviation: 2, seed: 1)
    #expect(abs(normal.mean() - 3) < 0.02)
    #expect(abs(normal.standardDeviation() - 2) < 0.02)
    let standard = (normal - 3) / 2
    #expect(abs(pow(standard, 3).mean()) < 0.03)
    #expect(abs(pow(standard, 4).mean() - 3) < 0.1)
    let uniform = Tensor(randomUniform: [200_000], in: -1..<3, seed: 2)
    #expect(abs(uniform.mean() - 1) < 0.02)
    #expect(abs(uniform.variance() - 16.0 / 12) < 0.02)
    #expect(uniform.min() >= -1 && uniform.max() < 3)
  }

  @Test("Uniform numbers never reach the upper bound")
  func openRange() {
    var random = Extreme()
    let next = Float(1).nextUp
    #expect(random.uniform() < 1)
    #expect(random.uniform(in: 1..<next) == 1)
    #expect(random.uniform(in: 2..<2) == 2)
  }

  @Test("Indices cover their range evenly", arguments: [1, 2, 3, 7, 10])
  func indices(bound: Int) {
    var random = RandomGenerator(seed: 4)
    var counts = [Int](repeating: 0, count: bound)
    for _ in 0..<10_000 { counts[random.index(below: bound)] += 1 }
    for count in counts { #expect(abs(Double(count) * Double(bound) / 10_000 - 1) < 0.15) }
  }

  @Test("Permutations are permutations, and each is as likely")
  func permutations() {
    var random = RandomGenerator(seed: 5)
    #expect(random.permutation(of: 100).sorted() == Array(0..<100))
    #expect(random.permutation(of: 0).isEmpty)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<6000 { counts[random.permutation(of: 3), default: 0] += 1 }
    #expect(counts.count == 6)
    for count in counts.values { #expect(abs(count - 1000) < 150) }
    #expect(random.shuffled(["a", "b", "c"]).sorted() == ["a", "b", "c"])
  }

  @Test("A seed and its generator give the same tensor")
  func seeds() {
    var random = RandomGenerator(seed: 6)
    let pairs: [(Tensor, Tensor)] = [
      (Tensor(randomNormal: [3, 4], seed: 6), Tensor(randomNormal: [3, 4], using: &random))
    ]
    for (seeded, drawn) in pairs { #expect(seeded == drawn) }
    #expect(Tensor(randomNormal: [9], seed: 1) != Tensor(randomNormal: [9], seed: 2))
    // A generator of another type takes the general path.
    var system = SystemRandomNumberGenerator()
    #expect(Tensor(randomNormal: [9], using: &system).isFinite)
  }

  @Test("Weights have the spread that their layer needs")
  func weights() {
    let shape: Shape = [300, 200]
    expectSpread(Tensor(glorotUniform: shape, seed: 1), (2.0 / 500 as Float).squareRoot())
    expectSpread(Tensor(glorotNormal: shape, seed: 2), (2.0 / 500 as Float).squareRoot())
    expectSpread(Tensor(heUniform: shape, seed: 3), (2.0 / 300 as Float).squareRoot())
    expectSpread(Tensor(heNormal: shape, seed: 4), (2.0 / 300 as Float).squareRoot())
    let kernel = Tensor(heNormal: [5, 5, 16, 32], seed: 5)
    expectSpread(kernel, (2.0 / (5 * 5 * 16) as Float).squareRoot())
    let glorotKernel = Tensor(glorotNormal: [5, 5, 16, 32], seed: 5)
    expectSpread(glorotKernel, (2.0 / (5 * 5 * 48) as Float).squareRoot())
    let bound = (6.0 / 500 as Float).squareRoot()
    #expect(abs(Tensor(glorotUniform: shape, seed: 1)).max() <= bound)
    #expect(Tensor(heNormal: [7], seed: 1).count == 7 && Tensor(heNormal: [], seed: 1).count == 1)
  }

  private func expectSpread(
    _ weights: Tensor, _ deviation: Float, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let spread = weights.standardDeviation()
    #expect(abs(spread / deviation - 1) < 0.03, sourceLocation: sourceLocation)
    #expect(abs(weights.mean()) < 0.03 * deviation, sourceLocation: sourceLocation)
  }

  /// A generator of nothing but ones.
  private struct Extreme: RandomNumberGenerator {
    mutating func next() -> UInt64 { .max }
  }
}
