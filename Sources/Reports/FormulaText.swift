/// TeX as one line of plain signs: `\tfrac{1}{2}(y - \hat y)` becomes `1/2(y - ŷ)`.
///
/// What has no plain sign stays as it is written, which is still readable.
enum FormulaText {
  /// The text of a formula.
  static func text(of tex: String) -> String {
    var reader = FormulaReader(rest: Array(tex)[...])
    return reader.sequence(until: nil).trimmed
  }

  /// Signs by their commands.
  static let signs: [String: String] = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν",
    "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ",
    "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "partial": "∂", "nabla": "∇", "infty": "∞",
    "sum": "∑", "prod": "∏", "int": "∫", "cdot": "·", "cdots": "⋯", "ldots": "…", "dots": "…",
    "times": "×", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "circ": "∘", "star": "⋆", "ast": "∗",
    "pm": "±", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥", "ne": "≠", "neq": "≠", "approx": "≈",
    "sim": "∼", "propto": "∝", "equiv": "≡", "ll": "≪", "gg": "≫", "in": "∈", "notin": "∉",
    "subset": "⊂", "cup": "∪", "cap": "∩", "forall": "∀", "exists": "∃", "to": "→",
    "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "mapsto": "↦", "lVert": "‖",
    "rVert": "‖", "Vert": "‖", "|": "‖", "lvert": "|", "rvert": "|", "mid": "|", "langle": "⟨",
    "rangle": "⟩", "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "top": "ᵀ",
    "prime": "′", "ell": "ℓ", "{": "{", "}": "}", "_": "_", "%": "%", "$": "$", "&": "&", "#": "#",
    ",": " ", ";": " ", ":": " ", " ": " ", "!": "", "quad": "  ", "qquad": "    ", "\\": " ",
    "left": "", "right": "", "big": "", "Big": "", "bigl": "", "bigr": "", "displaystyle": "",
  ]

  /// Marks above a letter, by their commands.
  static let accents: [String: Character] = [
    "hat": "\u{302}", "bar": "\u{304}", "tilde": "\u{303}", "dot": "\u{307}", "ddot": "\u{308}",
    "vec": "\u{20D7}", "overline": "\u{304}", "widehat": "\u{302}",
  ]

  /// Raised and lowered signs.
  static let raised: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-=()niTkxyab", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀᵏˣʸᵃᵇ"))
  static let lowered: [Character: Character] = Dictionary(
    uniqueKeysWithValues: zip("0123456789+-=()aeijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"))
}

/// Reads TeX from left to right. Braces may be nested so deep that calls are, so depth is bounded.
private struct FormulaReader {
  var rest: ArraySlice<Character>
  private var depth = 0

  init(rest: ArraySlice<Character>) { self.rest = rest }

  mutating func sequence(until end: Character?) -> String {
    var text = ""
    while let next = rest.first, next != end { text += piece(next) }
    if end != nil, !rest.isEmpty { rest.removeFirst() }
    return text
  }

  private mutating func piece(_ next: Character) -> String {
    switch next {
    case "^": return script(FormulaText.raised, sign: "^")
    case "_": return script(FormulaText.lowered, sign: "_")
    case "\\": return command()
    case "{": return argument()
    default:
      rest.removeFirst()
      return next == "\n" || next == "&" ? " " : next == "~" ? " " : String(next)
    }
  }

  /// What follows a command: a group in braces, a command, or one sign.
  private mutating func argument() -> String {
    while rest.first == " " { rest.removeFirst() }
    guard let next = rest.first else { return "" }
    guard next == "{" else {
      if next == "\\" { return command() }
      rest.removeFirst()
      return String(next)
    }
    rest.removeFirst()
    guard depth < 50 else { return "" }
    depth += 1
    defer { depth -= 1 }
    return sequence(until: "}")
  }

  private mutating func script(_ table: [Character: Character], sign: String) -> String {
    rest.removeFirst()
    let text = argument().trimmed
    if !text.isEmpty && text.allSatisfy({ table[$0] != nil }) {
      return String(text.compactMap { table[$0] })
    }
    return sign + (text.count > 1 ? "(\(text))" : text)
  }

  private mutating func command() -> String {
    rest.removeFirst()
    guard let first = rest.first else { return "\\" }
    var name = ""
    if first.isASCII && first.isLetter {
      while let next = rest.first, next.isASCII && next.isLetter {
        name.append(next)
        rest.removeFirst()
      }
    } else {
      name = String(first)
      rest.removeFirst()
    }
    if let sign = FormulaText.signs[name] { return sign }
    if let accent = FormulaText.accents[name] {
      let text = argument().trimmed
      return text.count == 1 ? text + String(accent) : text
    }
    switch name {
    case "frac", "tfrac", "dfrac":
      let (top, bottom) = (argument().trimmed, argument().trimmed)
      return Self.grouped(top) + "/" + Self.grouped(bottom)
    case "sqrt": return "√" + Self.grouped(argument().trimmed)
    case "text", "mathrm", "mathbf", "mathbb", "mathcal", "operatorname", "boldsymbol", "mathit":
      return argument()
    case "begin", "end":
      _ = argument()
      return " "
    default:
      // `\log`, `\max` and their like are their names.
      return name
    }
  }

  /// A part of a fraction, in parentheses when it is more than one thing.
  private static func grouped(_ text: String) -> String {
    text.contains { " +-*/·=".contains($0) } ? "(\(text))" : text
  }
}

extension String {
  /// The text without spaces at its ends.
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
