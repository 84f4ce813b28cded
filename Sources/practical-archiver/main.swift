// The process that reads and writes archives for `practical`, started by it. What students hand in is parsed
// by a library in C: a fault of that costs this process, which has nothing to lose.

import ArchiveFiles
import Archiving
import CArchive
import Glibc

guard CommandLine.arguments.count == 2, let task = ArchiveTask(rawValue: CommandLine.arguments[1])
else {
  let text = Array(
    "practical-archiver: started by hand; it is started by `practical submit` and `grade`\n".utf8)
  write(2, text, text.count)
  exit(3)
}
// Names are UTF-8, and an archive that is written does not depend on where that is done.
setlocale(LC_CTYPE, "C.UTF-8")
setenv("TZ", "UTC", 1)
signal(SIGPIPE, SIG_IGN)
func limit(_ resource: __rlimit_resource, to value: UInt) {
  var limit = rlimit(rlim_cur: value, rlim_max: value)
  setrlimit(__rlimit_resource_t(resource.rawValue), &limit)
}
limit(RLIMIT_DATA, to: task == .readClass ? 6 << 30 : 1 << 30)
limit(RLIMIT_CPU, to: 120)
limit(__RLIMIT_NPROC, to: 0)
limit(RLIMIT_FSIZE, to: 0)
limit(RLIMIT_NOFILE, to: 3)
limit(RLIMIT_CORE, to: 0)
// Whatever an archive may make of its reader can open, start and write nothing; on a kernel without filters the
// limits above have to do.
_ = archive_keep_to_memory_and_streams()
ArchiveService.run(task, input: 0, output: 1)
