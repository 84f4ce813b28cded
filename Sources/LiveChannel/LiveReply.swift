/// What the program that serves a live report tells the run: lines of text.
public enum LiveReply: Sendable, Equatable {
  /// It listens on this port.
  case listening(port: Int)
  /// So many readers follow the page.
  case readers(Int)
  /// It cannot listen.
  case failure(String)

  /// The reply as a line.
  public var line: String {
    switch self {
    case .listening(let port): "listening \(port)\n"
    case .readers(let count): "readers \(count)\n"
    case .failure(let reason): "failure \(reason.split(separator: "\n").joined(separator: " "))\n"
    }
  }

  /// Reads a line without its end; nil where it is no reply.
  public init?(line: some StringProtocol) {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return nil }
    switch parts[0] {
    case "listening":
      guard let port = Int(parts[1]) else { return nil }
      self = .listening(port: port)
    case "readers":
      guard let count = Int(parts[1]) else { return nil }
      self = .readers(count)
    case "failure": self = .failure(String(parts[1]))
    default: return nil
    }
  }
}
