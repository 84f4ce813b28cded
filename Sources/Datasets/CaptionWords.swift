/// The words of an emoji's name.
enum CaptionWords {
  /// The name in lower case, cut at its spaces, without the signs that only set off its parts.
  ///
  /// `woman: dark skin tone, bald` gives `woman`, `dark`, `skin`, `tone`, `bald`. The signs `-` and `’` stay, for they are inside
  /// words; so do `&`, `#` and `*`, which are words of their own.
  static func split(_ name: String) -> [String] {
    var words: [String] = []
    var word = String.UnicodeScalarView()
    for scalar in name.lowercased().unicodeScalars {
      switch scalar {
      case " ":
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
      case ":", ",", ".", "!", "(", ")", "“", "”": break
      default: word.append(scalar)
      }
    }
    if !word.isEmpty { words.append(String(word)) }
    return words
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
