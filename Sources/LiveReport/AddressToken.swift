/// The secret in the address of a live report.
enum AddressToken {
  /// A new one: 160 random bits of the system's generator, as letters and digits.
  static func make() -> String {
    let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567")
    var generator = SystemRandomNumberGenerator()
    return String((0..<32).map { _ in alphabet[Int.random(in: 0..<32, using: &generator)] })
  }
}
