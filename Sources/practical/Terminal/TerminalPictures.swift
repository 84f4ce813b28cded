import Foundation

/// Shows pictures between the lines of a terminal that can.
struct TerminalPictures {
  /// The ways to send a picture.
  enum Way: Equatable {
    case kitty
    case iTerm
    case sixel(SixelLibrary)
  }

  /// How pictures are sent; nil shows none.
  var way: Way?
  /// Whether the terminal turns the paths of files into links.
  var hasLinks = false

  /// No pictures and no links.
  static let none = TerminalPictures()

  /// Finds out what the terminal can do; see ``TerminalAnswers/ask(within:)``.
  static func detect() -> TerminalPictures {
    let environment = ProcessInfo.processInfo.environment
    func has(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
    let terminal = environment["TERM"] ?? ""
    // A multiplexer answers for itself, and does not pass pictures on.
    let isMultiplexed =
      ["TMUX", "STY", "ZELLIJ"].contains(where: has) || terminal.hasPrefix("screen")
      || terminal.hasPrefix("tmux")
    guard isatty(1) == 1, !isMultiplexed, !terminal.isEmpty, terminal != "dumb" else { return none }
    // A picture is colour; who wants none gets none.
    let answers = has("NO_COLOR") ? TerminalAnswers() : .ask()
    var pictures = TerminalPictures()
    if answers.hasKittyPictures {
      pictures.way = .kitty
    } else if answers.name.hasPrefix("iTerm2 ") {
      pictures.way = .iTerm
    } else if answers.hasSixels, let library = SixelLibrary.load() {
      pictures.way = .sixel(library)
    }
    let isKnown = ["WezTerm", "ghostty", "vscode", "iTerm.app"].contains(
      environment["TERM_PROGRAM"] ?? "")
    // From this version on the terminals of GNOME have links.
    let isRecent = environment["VTE_VERSION"].flatMap { Int($0) }.map { $0 >= 5000 } ?? false
    let isModern = pictures.way == .kitty || pictures.way == .iTerm
    pictures.hasLinks = isModern || isKnown || isRecent
    return pictures
  }

  /// A path of a file, as a link where that works.
  func link(_ text: String, to path: String) -> String {
    guard hasLinks else { return text }
    var host = [CChar](repeating: 0, count: 256)
    gethostname(&host, host.count - 1)
    let name = host.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
    let url = URL(fileURLWithPath: path)
    let place = url.path.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed) ?? ""
    return "\u{1B}]8;;file://\(name)\(place)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\"
  }

  /// The bytes that show a picture, indented by two columns and with a line end behind it.
  ///
  /// - Parameters:
  ///   - png: the picture, at twice its size.
  ///   - path: the file that it is in.
  /// - Returns: the bytes, or nil when it cannot be shown.
  func show(_ png: [UInt8], path: String) -> String? {
    guard let way, let size = PictureSize(png: png) else { return nil }
    let room = TerminalRoom.ofStandardOutput()
    let columns = room.columns(for: size)
    guard columns > 0 else { return nil }
    switch way {
    case .kitty: return "  " + Self.kitty(png, columns: columns) + "\n"
    case .iTerm: return "  " + Self.iTerm(png, columns: columns) + "\n"
    case .sixel(let library):
      return library.encode(path: path, width: Int(Double(columns) * room.cellWidth)).map {
        "  " + $0 + "\n"
      }
    }
  }

  /// The PNG file as it is, in parts as the protocol wants; the terminal is told not to answer.
  private static func kitty(_ png: [UInt8], columns: Int) -> String {
    let partSize = 4096
    let text = Array(Data(png).base64EncodedString().utf8)
    var sequence = ""
    var start = 0
    repeat {
      let end = min(start + partSize, text.count)
      let more = end < text.count ? 1 : 0
      let head = start == 0 ? "a=T,f=100,q=2,c=\(columns),m=\(more)" : "m=\(more)"
      sequence += "\u{1B}_G\(head);\(String(decoding: text[start..<end], as: UTF8.self))\u{1B}\\"
      start = end
    } while start < text.count
    return sequence
  }

  private static func iTerm(_ png: [UInt8], columns: Int) -> String {
    "\u{1B}]1337;File=inline=1;size=\(png.count);width=\(columns);preserveAspectRatio=1:"
      + Data(png).base64EncodedString() + "\u{07}"
  }
}

/// The size of a PNG picture, in points of the page: half its pixels.
struct PictureSize: Equatable {
  var width: Double
  var height: Double

  init?(png: [UInt8]) {
    // Width and height stand big-endian in the header chunk, at bytes 16 to 23.
    guard png.count > 24, png.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
    func number(_ range: Range<Int>) -> Double {
      Double(png[range].reduce(UInt32(0)) { $0 << 8 | UInt32($1) })
    }
    width = number(16..<20) / 2
    height = number(20..<24) / 2
    if width < 1 || height < 1 { return nil }
  }
}

/// How much room a terminal has.
struct TerminalRoom: Equatable {
  var columns: Int
  var rows: Int
  /// The pixels of one character; a usual size where the terminal does not tell.
  var cellWidth = 9.0
  var cellHeight = 18.0

  static func ofStandardOutput() -> TerminalRoom {
    var size = winsize()
    guard ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else {
      return TerminalRoom(columns: 80, rows: 24)
    }
    var room = TerminalRoom(columns: Int(size.ws_col), rows: Int(size.ws_row))
    if size.ws_xpixel > 0 { room.cellWidth = Double(size.ws_xpixel) / Double(size.ws_col) }
    if size.ws_ypixel > 0 { room.cellHeight = Double(size.ws_ypixel) / Double(size.ws_row) }
    return room
  }

  /// The columns for a picture: its own size where that fits beside the indentation and on one screen.
  func columns(for picture: PictureSize) -> Int {
    let most = min(Double(columns - 4), picture.width / cellWidth)
    let rowsAtMost = Double(rows - 3)
    let tallest = rowsAtMost * cellHeight * picture.width / picture.height / cellWidth
    return max(0, Int(min(most, tallest)))
  }
}
