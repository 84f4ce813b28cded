// The process in which cells run. It is kept apart from the library that it loads so that the runner can
// start it by path: practical-cell-host LIBRARY DESCRIPTOR. As practical-cell-host --wait PROCESS it takes
// the place of a snapshot that was dropped: it waits for its child, and ends with it.

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
guard CommandLine.arguments.count == 3, let descriptor = Int32(CommandLine.arguments[2]) else {
  stop("started by hand; it is started by `practical run`")
}
guard let library = dlopen(CommandLine.arguments[1], RTLD_NOW | RTLD_GLOBAL) else {
  stop(dlerror().map { String(cString: $0) } ?? "the kit cannot be loaded")
}
guard let address = dlsym(library, "practical_cell_host_main") else {
  stop("the kit has no entry point for the host")
}
exit(unsafeBitCast(address, to: HostMain.self)(descriptor))
