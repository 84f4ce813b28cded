/// The words of an emoji's name.
enum CaptionWords {
  /// What stands between words or at their ends and says nothing: `woman: dark skin tone, bald`.
  private static let dropped: Set<Character> = [":", ",", ".", "!", "(", ")", "“", "”"]

  /// The name in lower case, cut at its spaces, without the signs that only set off its parts.
  ///
  /// `-` and `’` stay, for they are inside words; so do `&`, `#` and `*`, which are words of their own.
  static func split(_ name: String) -> [String] {
    name.lowercased().split(separator: " ").map { word in
      String(word.filter { !dropped.contains($0) })
    }.filter { !$0.isEmpty }
  }

  /// The words without the skin tones: `woman health worker` for all its six variants.
  static func withoutSkinTones(_ words: [String]) -> [String] {
    var kept: [String] = []
    for word in words {
      if word == "tone" && kept.last == "skin" {
        // The word before `skin` is the tone itself.
        kept.removeLast(min(2, kept.count))
      } else {
        kept.append(word)
      }
    }
    return kept
  }
}
