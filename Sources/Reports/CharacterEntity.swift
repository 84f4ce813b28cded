/// The entities of HTML, such as `&amp;` and `&#8722;`, that stand in Markdown.
enum CharacterEntity {
  private static let names: [String: String] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "shy": "\u{AD}",
    "copy": "©", "reg": "®", "trade": "™", "deg": "°", "plusmn": "±", "times": "×", "divide": "÷",
    "middot": "·", "bull": "•", "hellip": "…", "ndash": "–", "mdash": "—", "minus": "−",
    "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”", "laquo": "«", "raquo": "»",
    "ensp": "\u{2002}", "emsp": "\u{2003}", "thinsp": "\u{2009}", "sect": "§", "para": "¶",
    "larr": "←", "uarr": "↑", "rarr": "→", "darr": "↓", "harr": "↔", "rArr": "⇒", "hArr": "⇔",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "eta": "η",
    "theta": "θ", "lambda": "λ", "mu": "μ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω",
    "le": "≤", "ge": "≥", "ne": "≠", "asymp": "≈", "equiv": "≡", "infin": "∞", "sum": "∑",
    "prod": "∏", "part": "∂", "nabla": "∇", "isin": "∈", "radic": "√", "sup2": "²", "sup3": "³",
    "frac12": "½", "frac14": "¼", "frac34": "¾", "auml": "ä", "ouml": "ö", "uuml": "ü",
    "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "eacute": "é", "egrave": "è",
    "agrave": "à", "ccedil": "ç", "euro": "€", "pound": "£", "check": "✓", "cross": "✗",
  ]

  /// What an entity stands for; the entity itself where its name is not known here.
  static func text(of entity: String) -> String {
    guard entity.hasPrefix("&"), entity.hasSuffix(";") else { return entity }
    let name = entity.dropFirst().dropLast()
    guard name.hasPrefix("#") else { return names[String(name)] ?? entity }
    let digits = name.dropFirst()
    let code =
      digits.first == "x" || digits.first == "X"
      ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
    guard let code, code != 0, let scalar = Unicode.Scalar(code) else { return "\u{FFFD}" }
    return String(Character(scalar))
  }
}
