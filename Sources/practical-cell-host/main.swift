// The process in which cells run. It is kept apart from the library that it loads so that the runner can
// start it by path:
//
//     practical-cell-host LIBRARY DESCRIPTOR
//
// As practical-cell-host --wait PROCESS it takes the place of a snapshot that was dropped: it waits for its
// child, and ends with it. In a sandbox there is no `/proc`, from which Swift takes the arguments; there the
// environment has them. With `PRACTICAL_SUPERVISED` it comes first of all in a sandbox, keeps the limits,
// and starts what is to be confined: programs with record separators between them.

import Glibc

typealias HostMain = @convention(c) (Int32) -> Int32

func stop(_ reason: String) -> Never {
  let text = Array("practical-cell-host: \(reason)\n".utf8)
  write(2, text, text.count)
  exit(3)
}

if CommandLine.arguments.count == 3, CommandLine.arguments[1] == "--wait",
  let child = pid_t(CommandLine.arguments[2])
{
  var status: Int32 = 0
  while waitpid(child, &status, 0) < 0 && errno == EINTR {}
  exit(0)
}

/// The texts of an environment variable, which are separated by a unit separator; none where it is not set.
func texts(of variable: String) -> [String] {
  guard let value = getenv(variable) else { return [] }
  return String(cString: value).split(separator: "\u{1F}", omittingEmptySubsequences: false)
    .map(String.init)
}

let supervised = texts(of: "PRACTICAL_SUPERVISED")
if supervised.count >= 2 {
  unsetenv("PRACTICAL_SUPERVISED")
  let commands = supervised[1...].split(separator: "\u{1E}").map(Array.init)
  Supervisor(limits: supervised[0], commands: commands).run()
}
let given = Array(CommandLine.arguments.dropFirst())
let arguments = given.isEmpty ? texts(of: "PRACTICAL_CELL_HOST") : given
guard arguments.count == 2, let descriptor = Int32(arguments[1]) else {
  stop("started by hand; it is started by `practical run`")
}
guard let library = dlopen(arguments[0], RTLD_NOW | RTLD_GLOBAL) else {
  stop(dlerror().map { String(cString: $0) } ?? "the kit cannot be loaded")
}
guard let address = dlsym(library, "practical_cell_host_main") else {
  stop("the kit has no entry point for the host")
}
exit(unsafeBitCast(address, to: HostMain.self)(descriptor))
