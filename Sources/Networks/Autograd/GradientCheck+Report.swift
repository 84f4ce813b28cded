import Tensors

extension GradientCheck {
  /// What a check found.
  public struct Report: Sendable, CustomStringConvertible {
    /// What was checked.
    public let name: String
    /// All comparisons.
    public internal(set) var comparisons: [Comparison] = []
    /// What is wrong before any number is compared, such as the shapes of derivatives.
    public internal(set) var problems: [String] = []

    /// Whether all derivatives are within ``GradientCheck/tolerance`` of their slopes.
    public var passed: Bool {
      problems.isEmpty && comparisons.allSatisfy { $0.verdict == .correct }
    }

    /// One line for every derivative.
    public var description: String {
      let wrong = problems.map { "  WRONG \($0)" }
      return ([name] + wrong + comparisons.map { "  \($0)" }).joined(separator: "\n")
    }

    internal init(name: String) { self.name = name }
  }

  /// What a comparison of a derivative with measured slopes shows.
  public enum Verdict: Sendable, Equatable {
    /// The derivative is the slope.
    case correct
    /// The derivative is not the slope.
    case wrong
    /// Nothing could be compared: the function has a kink within the step everywhere.
    case kink
  }
}

extension GradientCheck.Report {
  /// One derivative compared with its measured slopes.
  public struct Comparison: Sendable, CustomStringConvertible {
    /// What the derivative is by: `input`, or the path of a parameter.
    public let name: String
    /// What the comparison shows.
    public let verdict: GradientCheck.Verdict
    /// The largest deviation, relative to the size of the slopes.
    public let deviation: Float
    /// Where it is, in row-major order.
    public let index: Int
    /// Where it is, as one index for each axis.
    public let position: [Int]
    /// The derivative there.
    public let derivative: Float
    /// The measured slope there.
    public let slope: Float
    /// How many numbers are wrong.
    public let wrongCount: Int
    /// How many numbers there are.
    public let count: Int
    /// Where the function has a kink within the step, in row-major order.
    public let kinks: [Int]
    /// What the mistake may be.
    public let hint: String?

    /// The verdict and the worst number.
    public var description: String {
      let numbers = "derivative \(derivative), slope \(slope)"
      let worst = "deviation \(deviation) at \(position): \(numbers)"
      let kinkText =
        kinks.isEmpty
        ? "" : "; \(kinks.count) of \(count) not compared: the function has a kink within the step"
      switch verdict {
      case .correct: return "ok    ∂/∂\(name): \(worst)\(kinkText)"
      case .kink: return "kink  ∂/∂\(name): the function has a kink within the step; move the input"
      case .wrong:
        let hintText = hint.map { "\n        \($0)" } ?? ""
        return "WRONG ∂/∂\(name): \(wrongCount) of \(count), worst \(worst)\(kinkText)\(hintText)"
      }
    }
  }
}
