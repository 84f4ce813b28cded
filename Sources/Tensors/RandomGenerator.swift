/// A fast generator of pseudo-random numbers that gives the same numbers for the same seed on every
/// machine.
///
/// The algorithm is xoshiro256\*\*: 256 bits of state, a period of 2²⁵⁶ − 1, less than a nanosecond
/// a number. The state is filled from the seed by SplitMix64, so that neighbouring seeds give
/// unrelated numbers.
///
///     var random = RandomGenerator(seed: 389)
///     random.uniform()                // between 0 and 1
///     random.normal()                 // from the standard normal distribution
///     random.permutation(of: 10)      // the numbers 0 to 9 in random order
///
/// It is not for secrets: its numbers can be predicted from a few of them.
///
/// **Source:** D. Blackman and S. Vigna, Scrambled Linear Pseudorandom Number Generators, ACM
/// Transactions on Mathematical Software 47(4), 2021;
/// <https://prng.di.unimi.it/xoshiro256starstar.c>.
public struct RandomGenerator: RandomNumberGenerator, Sendable, Equatable {
  @usableFromInline
  internal var state: (UInt64, UInt64, UInt64, UInt64)

  /// Creates the generator of a seed.
  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// Creates the generator of a seed and a label, such as the name of what it is for.
  ///
  /// Generators of different labels are unrelated, so a part of a program keeps its numbers when
  /// another part begins to draw more.
  ///
  ///     var dropout = RandomGenerator(seed: 389, label: "dropout")
  public init(seed: UInt64, label: String) {
    // FNV-1a: Swift's own hashing differs from run to run.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in label.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    var mixer = SplitMix64(state: hash)
    self.init(seed: seed ^ mixer.next())
  }

  internal init(state: (UInt64, UInt64, UInt64, UInt64)) {
    self.state = state
  }

  /// The next 64 random bits.
  @inlinable
  public mutating func next() -> UInt64 {
    let scrambled = RandomGenerator.rotate(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = RandomGenerator.rotate(state.3, by: 45)
    return scrambled
  }

  /// A new generator whose numbers are unrelated to those that this one gives from now on.
  ///
  /// It gives every worker of a parallel computation numbers of its own, the same in every run.
  public mutating func split() -> RandomGenerator {
    RandomGenerator(seed: next())
  }

  /// Whether two generators will give the same numbers.
  public static func == (lhs: RandomGenerator, rhs: RandomGenerator) -> Bool {
    lhs.state == rhs.state
  }

  @inlinable
  internal static func rotate(_ bits: UInt64, by count: UInt64) -> UInt64 {
    bits << count | bits >> (64 &- count)
  }
}

/// A small generator that turns any seed into well-mixed bits.
///
/// **Source:** G. Steele, D. Lea and C. Flood, Fast Splittable Pseudorandom Number Generators,
/// OOPSLA 2014; <https://prng.di.unimi.it/splitmix64.c>.
internal struct SplitMix64 {
  internal var state: UInt64

  internal mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var bits = state
    bits = (bits ^ bits >> 30) &* 0xbf58_476d_1ce4_e5b9
    bits = (bits ^ bits >> 27) &* 0x94d0_49bb_1331_11eb
    return bits ^ bits >> 31
  }
}
