import Foundation

/// One run of `grade` or `regrade`.
public struct GradingRun: Sendable, Equatable {
  /// The number in the gradebook; 0 before it is there.
  public var id: Int64 = 0
  /// The practical's slug.
  public var practical: String
  /// The practical's title.
  public var title: String
  /// When it began.
  public var started: Date
  /// When it ended; nil while it runs, and for one that was broken off.
  public var finished: Date?
  /// The SHA-256 of the author's version.
  public var version: String
  /// The seed of the practical.
  public var seed: UInt64
  /// What the random inputs of hidden checks started from.
  public var gradingSeed: UInt64
  /// The version of practical.
  public var tool: String
  /// Whether code ran in a sandbox.
  public var isSandboxed: Bool
  /// How many submissions were marked in it.
  public var marks = 0

  /// Makes a run that begins.
  public init(
    practical: String, title: String, started: Date, version: String, seed: UInt64,
    gradingSeed: UInt64, tool: String, isSandboxed: Bool
  ) {
    self.practical = practical
    self.title = title
    self.started = started
    self.version = version
    self.seed = seed
    self.gradingSeed = gradingSeed
    self.tool = tool
    self.isSandboxed = isSandboxed
  }
}
