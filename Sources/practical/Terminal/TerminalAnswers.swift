import Foundation

/// What a terminal answers when it is asked what it can do.
///
/// Three questions are asked at once: whether it knows kitty's pictures, its name and version, and what
/// kind of terminal it is (the attributes that VT100s gave already). The last one every terminal answers,
/// and answers come in the order of the questions, so with it all are there.
struct TerminalAnswers: Equatable {
  /// Whether it accepted a picture of one point by kitty's protocol.
  var hasKittyPictures = false
  /// Whether it draws sixels.
  var hasSixels = false
  /// Its name and version, where it tells.
  var name = ""
  /// Whether the answer to the last question has come.
  var isComplete = false

  /// The questions.
  static let questions = "\u{1B}_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\u{1B}\\\u{1B}[>0q\u{1B}[c"

  /// Reads what came back so far.
  init(_ bytes: [UInt8]) {
    // An answer is short; whatever else came is no answer.
    let text = String(decoding: bytes.prefix(4096), as: UTF8.self)
    hasKittyPictures = text.contains("\u{1B}_Gi=31;OK\u{1B}\\")
    if let start = text.firstRange(of: "\u{1B}P>|"),
      let end = text[start.upperBound...].firstRange(of: "\u{1B}\\")
    {
      name = String(text[start.upperBound..<end.lowerBound])
    }
    for part in text.components(separatedBy: "\u{1B}[?").dropFirst() {
      guard let end = part.firstIndex(where: { !$0.isNumber && $0 != ";" }), part[end] == "c" else {
        continue
      }
      isComplete = true
      hasSixels = part[..<end].split(separator: ";").dropFirst().contains("4")
    }
  }

  init() {}

  /// Asks the terminal on standard input and output.
  ///
  /// Nothing is asked when it is not both, when this program is in the background, or when something was
  /// typed already, which would be taken for an answer.
  ///
  /// - Parameter seconds: how long to wait for the answers.
  /// - Returns: what was answered; when the last answer did not come, nothing.
  static func ask(within seconds: Double = 1) -> TerminalAnswers {
    guard isatty(0) == 1, isatty(1) == 1, tcgetpgrp(0) == getpgrp(), !isReadable(milliseconds: 0)
    else { return TerminalAnswers() }
    var saved = termios()
    guard tcgetattr(0, &saved) == 0 else { return TerminalAnswers() }
    var raw = saved
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO)
    guard tcsetattr(0, TCSADRAIN, &raw) == 0 else { return TerminalAnswers() }
    // What comes too late must not be taken for typing.
    defer { tcsetattr(0, TCSAFLUSH, &saved) }
    StandardOutput.write(questions)
    var bytes: [UInt8] = []
    let deadline = Date().addingTimeInterval(seconds)
    while true {
      let left = Int32(deadline.timeIntervalSinceNow * 1000)
      guard left > 0, bytes.count < 4096, isReadable(milliseconds: left) else {
        return TerminalAnswers()
      }
      var buffer = [UInt8](repeating: 0, count: 512)
      let count = read(0, &buffer, buffer.count)
      guard count > 0 else { return TerminalAnswers() }
      bytes += buffer[..<count]
      let answers = TerminalAnswers(bytes)
      if answers.isComplete { return answers }
    }
  }

  private static func isReadable(milliseconds: Int32) -> Bool {
    var polled = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&polled, 1, milliseconds) > 0
  }
}
