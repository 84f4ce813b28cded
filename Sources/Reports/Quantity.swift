/// Numbers as a reader wants them.
enum Quantity {
  /// Points: as many digits as they have, two at most.
  static func points(_ value: Double) -> String { decimal(value, digits: 2, trimming: true) }

  /// A time, such as `8 ms`, `0.42 s` or `2 min 5 s`.
  static func seconds(_ value: Double) -> String {
    guard value.isFinite, value > 0 else { return "0 ms" }
    if value < 0.0095 { return decimal(value * 1000, digits: 1, trimming: true) + " ms" }
    if value < 0.9995 { return decimal(value * 1000, digits: 0) + " ms" }
    if value < 9.995 { return decimal(value, digits: 2) + " s" }
    if value < 59.95 { return decimal(value, digits: 1) + " s" }
    let whole = Int(min(value, 1e9).rounded())
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// An amount of memory, such as `812 kB` or `1.2 GB`.
  static func bytes(_ count: Int) -> String {
    let value = Double(count)
    if value < 1000 { return "\(count) bytes" }
    if value < 999.5e3 { return decimal(value / 1e3, digits: 0) + " kB" }
    if value < 999.5e6 { return decimal(value / 1e6, digits: value < 9.95e6 ? 1 : 0) + " MB" }
    return decimal(value / 1e9, digits: 1) + " GB"
  }

  /// A number and what it counts, such as `1 cell` or `3 cells`.
  static func count(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }

  /// A number rounded to so many digits after the point, and no more than those it needs when trimmed.
  static func decimal(_ value: Double, digits: Int, trimming: Bool = false) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
    let scale = (0..<digits).reduce(1) { scale, _ in scale * 10 }
    let scaled = Int((abs(value) * Double(scale)).rounded())
    var text = String(scaled / scale)
    if digits > 0 {
      let fraction = String(scaled % scale)
      var decimals = String(repeating: "0", count: digits - fraction.count) + fraction
      while trimming, decimals.last == "0" { decimals.removeLast() }
      if !decimals.isEmpty { text += ".\(decimals)" }
    }
    return value < 0 && scaled != 0 ? "−\(text)" : text
  }
}
