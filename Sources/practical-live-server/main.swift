// The process that serves the live report of `practical watch` and the pages of `practical mark`, started by
// them. It reads what to show on
// standard input and ends with it, however the run ends.

import Glibc
import LiveServing

if isatty(0) != 0 {
  let text = Array(
    "practical-live-server: started by hand; it is started by `practical watch`\n".utf8)
  write(2, text, text.count)
  exit(3)
}
// An interrupt is for the run, which then says what is to be shown last.
signal(SIGINT, SIG_IGN)
signal(SIGPIPE, SIG_IGN)
// A flood of requests must not take the machine's memory with it.
var memory = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &memory)
if CommandLine.arguments.dropFirst().first == "forms" {
  FormService.run(input: 0, output: 1)
} else {
  LiveService.run(input: 0, output: 1)
}
