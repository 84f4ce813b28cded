/// What a cell writes to standard output where it shows a figure.
///
/// Figures go over the channel and prints through a pipe, so that their order would be lost. The figure is
/// sent first and the marker written after it: who reads the marker finds the figure on the channel. It is
/// an escape sequence that terminals pass over.
public enum FigureMarker {
  /// The marker.
  public static let bytes = Array("\u{1B}_practical figure\u{1B}\\".utf8)

  /// A piece of output.
  public enum Piece: Sendable, Equatable {
    /// What the cell printed.
    case text([UInt8])
    /// A place where a figure is shown.
    case figure
  }

  /// Takes output apart; a marker may be spread over two reads.
  public struct Splitter: Sendable {
    private var held: [UInt8] = []

    /// Makes a splitter at the start of the output.
    public init() {}

    /// Takes in what was read; returns the pieces that are whole.
    public mutating func split(_ part: ArraySlice<UInt8>) -> [Piece] {
      var rest = (held + part)[...]
      held = []
      var pieces: [Piece] = []
      var text: [UInt8] = []
      while let escape = rest.firstIndex(of: FigureMarker.bytes[0]) {
        text += rest[..<escape]
        rest = rest[escape...]
        if rest.starts(with: FigureMarker.bytes) {
          if !text.isEmpty { pieces.append(.text(text)) }
          text = []
          pieces.append(.figure)
          rest = rest.dropFirst(FigureMarker.bytes.count)
        } else if FigureMarker.bytes.starts(with: rest) {
          held = Array(rest)
          rest = []
        } else {
          text.append(FigureMarker.bytes[0])
          rest = rest.dropFirst()
        }
      }
      text += rest
      if !text.isEmpty { pieces.append(.text(text)) }
      return pieces
    }

    /// What was held back and turned out to be no marker.
    public mutating func finish() -> [UInt8] {
      defer { held = [] }
      return held
    }
  }
}
