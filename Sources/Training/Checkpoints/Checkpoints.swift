/// Where and how often a ``Trainer`` writes its state to a file, so that training can go on after an
/// interruption as if there had been none.
///
///     trainer.checkpoints = Checkpoints("digits.safetensors", everySteps: 500)
///     try trainer.resume()          // goes on from the file when there is one
///     try trainer.train(on: samples, epochs: 20)
///
/// The file is written anew each time and takes the place of the old one in one step: at every moment,
/// even when the process is killed while it writes, there is one whole checkpoint. It is written after
/// every epoch, and at the end of training.
public struct Checkpoints: Sendable, Equatable {
  /// The path of the file, ending in `.safetensors`.
  public var path: String
  /// The number of steps between two files within an epoch; `nil` for none.
  public var everySteps: Int?

  /// Creates a plan.
  ///
  /// **Errors:** ends the program when the path does not end in `.safetensors`, or the steps are fewer
  /// than one.
  ///
  /// - Parameters:
  ///   - path: The path of the file, ending in `.safetensors`.
  ///   - everySteps: The number of steps between two files within an epoch; `nil` for none.
  public init(_ path: String, everySteps: Int? = nil) {
    if !path.hasSuffix(".safetensors") {
      fatalError("a checkpoint is a .safetensors file, which \(path) is not named")
    }
    if let everySteps, everySteps < 1 {
      fatalError("a checkpoint every \(everySteps) steps is none: take 1 or more")
    }
    self.path = path
    self.everySteps = everySteps
  }
}
