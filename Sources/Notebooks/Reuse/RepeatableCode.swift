/// Whether compiled cells can do nothing but compute: then they give the same whenever they are run again
/// with the same seed, settings and files.
///
/// This is not told from the source, where a name can mean anything, but from what the compiled libraries
/// take from elsewhere. What is not known to be harmless is not: a cell that reaches the clock, the
/// environment, a file past the kit, a process, a thread or Foundation has a name for that in its library
/// that stands on no list below.
struct RepeatableCode {
  let toolchain: Toolchain

  /// The names that stand in the way, sorted; nil when a library cannot be read.
  func obstacles(in libraries: [String]) -> [String]? {
    var needed: Set<String> = []
    var own: Set<String> = []
    for library in libraries {
      guard let symbols = DynamicSymbols(path: library) else { return nil }
      needed.formUnion(symbols.undefined)
      own.formUnion(symbols.defined)
    }
    // What other cells define is looked at where they are.
    needed.subtract(own)
    var known: Set<String> = []
    for provider in providers {
      guard let symbols = DynamicSymbols(path: provider, wanted: needed) else { return nil }
      known.formUnion(symbols.defined)
    }
    return needed.filter { name in
      if CNames.harmless.contains(name) { return false }
      return !known.contains(name) || Self.isHarmful(name)
    }.sorted()
  }

  /// The libraries whose functions may be called, but for those that are named below.
  private var providers: [String] {
    [toolchain.kitLibrary]
      + ["swiftCore", "swift_StringProcessing"].map { "\(toolchain.runtime)/lib\($0).so" }
  }

  /// Whether a name of the kit or the standard library is one whose result is not always the same.
  private static func isHarmful(_ name: String) -> Bool {
    if !name.hasPrefix("$s") {
      let isKnown = ["swift_", "_swift", "kernels_", "__"].contains { name.hasPrefix($0) }
      return !isKnown || harmfulRuntime.contains { name.contains($0) }
    }
    if harmfulNames.contains(where: { name.contains($0) }) { return true }
    // Random numbers of the system; with `using:` they are the generator's.
    let isRandom = ["random", "shuffle"].contains { name.contains($0) }
    return isRandom && !name.contains("5using") && (name.hasPrefix("$ss") || name.hasPrefix("$sS"))
  }

  /// Parts of the names of functions of the Swift runtime.
  private static let harmfulRuntime = [
    "random", "readLine", "Argv", "task", "async", "job", "continuation", "thread", "environ",
    "HardwareConcurrency", "StackBounds", "reflection", "Hashing_parameters",
  ]

  /// Parts of mangled names: what knows addresses, the command line, the standard input or the clock, and
  /// what looks into values behind the back of their types.
  private static let harmfulNames = [
    "s11CommandLineO", "8readLine", "s27SystemRandomNumberGeneratorV", "19_rawPointerToString",
    "s6MirrorV", "$ss4dump", "$sSO", "$sSP", "$sSp", "$sSV", "$sSv", "13OpaquePointerV",
    "11EpochRecordV7seconds", "11CellChannel", "8CellHost", "8FileUses", "11CellRuntimeO",
  ]
}

/// Functions of the C library that only compute.
private enum CNames {
  static let harmless: Set<String> = {
    // Each for double and float.
    let mathematics = [
      "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "ceil", "copysign", "cos",
      "cosh", "erf", "erfc", "exp", "exp10", "exp2", "expm1", "fabs", "fdim", "floor", "fma",
      "fmax",
      "fmin", "fmod", "frexp", "hypot", "j0", "j1", "jn", "ldexp", "lgamma", "llrint", "llround",
      "log", "log10", "log1p", "log2", "logb", "lrint", "lround", "modf", "nearbyint", "nextafter",
      "pow", "remainder", "remquo", "rint", "round", "roundeven", "scalbn", "sin", "sincos", "sinh",
      "sqrt", "tan", "tanh", "tgamma", "trunc", "y0", "y1", "yn",
    ]
    let others = [
      // Memory and texts.
      "aligned_alloc", "bcmp", "calloc", "free", "malloc", "malloc_usable_size", "memchr", "memcmp",
      "memcpy", "memmove", "memset", "posix_memalign", "realloc", "strchr", "strcmp", "strlen",
      "strncmp", "strrchr", "strstr", "strtod", "strtof", "strtol", "strtoul",
      // Output, which is kept.
      "fflush", "fputc", "fputs", "fwrite", "putchar", "puts", "stdout",
      // What the compiler and the linker put there themselves.
      "_ITM_deregisterTMCloneTable", "_ITM_registerTMCloneTable", "__cxa_finalize",
      "__errno_location", "__gmon_start__", "__stack_chk_fail",
    ]
    return Set(mathematics.flatMap { [$0, $0 + "f"] } + others)
  }()
}
