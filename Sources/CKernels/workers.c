#define _GNU_SOURCE
#include "workers.h"

#include "denormals.h"
#if defined(__linux__)
#endif
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <time.h>

#if defined(__x86_64__)
#include <xmmintrin.h>
#endif

// One job at a time. Its indices are claimed one by one from a ticket, by the caller as well, so that a helper
// that the system does not run in time costs nothing: the caller takes the index instead.
//
// Whoever waits spins for at most SPIN_NANOSECONDS: two spinning threads on one processor would each keep the
// other from what it waits for. Until YIELD_NANOSECONDS it looks again and again, but lets others run in between;
// then it sleeps, from which a virtual processor needs some 40 microseconds to wake.
enum { MAXIMUM_HELPERS = 63, SPIN_NANOSECONDS = 20000, YIELD_NANOSECONDS = 150000, STACK_BYTES = 4 << 20 };

// The index of a ticket from which nothing can be claimed.
#define CLOSED UINT32_MAX

typedef void (*Task)(void *, intptr_t);

static struct {
  // Held by the thread whose job it is.
  pthread_mutex_t owner;
  // Protects the two conditions; `lock` is never held while a task runs.
  pthread_mutex_t lock;
  pthread_cond_t posted, finished;
  int32_t helpers;
  bool handles_fork;
  // The number of the job in the upper half, the next free index in the lower.
  _Atomic uint64_t ticket;
  // The job. A helper reads these fields before it claims an index. The ticket is closed before they change, so
  // a claim that succeeds was made with the fields of its own job.
  _Atomic(Task) task;
  _Atomic(void *) context;
  _Atomic uint32_t count;
  _Atomic int32_t threads;
  _Atomic uint32_t done;
  _Atomic int32_t sleeping_helpers;
  _Atomic bool caller_sleeps;
} pool = {
    .owner = PTHREAD_MUTEX_INITIALIZER,
    .lock = PTHREAD_MUTEX_INITIALIZER,
    .posted = PTHREAD_COND_INITIALIZER,
    .finished = PTHREAD_COND_INITIALIZER,
};

// Whether the calling thread runs a task already.
static _Thread_local bool is_in_task;

static int64_t nanoseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

static void pause_briefly(void) {
#if defined(__x86_64__)
  _mm_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

int32_t kernels_workers_processors(void) {
#if defined(__linux__)
  cpu_set_t processors;
  if (sched_getaffinity(0, sizeof processors, &processors) == 0) return CPU_COUNT(&processors);
#endif
  return 1;
}

// Runs indices of the current job until none is free; returns the job's number.
static uint32_t take_part(int32_t helper) {
  for (;;) {
    uint64_t ticket = atomic_load(&pool.ticket);
    const uint32_t job = (uint32_t)(ticket >> 32), index = (uint32_t)ticket;
    const Task task = atomic_load(&pool.task);
    void *const context = atomic_load(&pool.context);
    if (index >= atomic_load(&pool.count) || helper >= atomic_load(&pool.threads)) return job;
    if (!atomic_compare_exchange_weak(&pool.ticket, &ticket, ticket + 1)) continue;
    // Read before the count goes up: after that the job may be over.
    const uint32_t count = atomic_load(&pool.count);
    task(context, index);
    if (atomic_fetch_add(&pool.done, 1) + 1 == count && helper > 0 && atomic_load(&pool.caller_sleeps)) {
      pthread_mutex_lock(&pool.lock);
      pthread_cond_signal(&pool.finished);
      pthread_mutex_unlock(&pool.lock);
    }
  }
}

static bool is_posted(uint32_t seen) { return (uint32_t)(atomic_load(&pool.ticket) >> 32) != seen; }

static bool is_finished(uint32_t count) { return atomic_load(&pool.done) == count; }

// Looks until the condition holds or it is time to sleep; returns whether it holds.
static bool look(bool holds(uint32_t), uint32_t argument) {
  const int64_t start = nanoseconds();
  for (;;) {
    for (int i = 0; i < 16; i++) {
      if (holds(argument)) return true;
      pause_briefly();
    }
    const int64_t waited = nanoseconds() - start;
    if (waited >= YIELD_NANOSECONDS) return false;
    if (waited >= SPIN_NANOSECONDS) sched_yield();
  }
}

static void *help(void *argument) {
  const int32_t helper = (int32_t)(intptr_t)argument;
  is_in_task = true;
  kernels_flush_denormals();
  for (;;) {
    const uint32_t seen = take_part(helper);
    if (look(is_posted, seen)) continue;
    pthread_mutex_lock(&pool.lock);
    // Counted first and looked again after: a job posted in between is either seen here, or sees the sleeper.
    atomic_fetch_add(&pool.sleeping_helpers, 1);
    while (!is_posted(seen)) pthread_cond_wait(&pool.posted, &pool.lock);
    atomic_fetch_sub(&pool.sleeping_helpers, 1);
    pthread_mutex_unlock(&pool.lock);
  }
  return NULL;
}

// Threads do not survive a fork: the child begins without helpers, and starts its own with its first job.
static void begin_in_child(void) {
  pthread_mutex_init(&pool.owner, NULL);
  pthread_mutex_init(&pool.lock, NULL);
  pthread_cond_init(&pool.posted, NULL);
  pthread_cond_init(&pool.finished, NULL);
  pool.helpers = 0;
  atomic_store(&pool.count, 0);
  atomic_store(&pool.sleeping_helpers, 0);
  atomic_store(&pool.caller_sleeps, false);
}

static void start_helpers(int32_t count) {
  if (!pool.handles_fork) pool.handles_fork = pthread_atfork(NULL, NULL, begin_in_child) == 0;
  // Signals from outside are the business of the thread that was there first; faults are those of their thread.
  sigset_t outside, before;
  sigfillset(&outside);
  const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGABRT, SIGSYS};
  for (int i = 0; i < (int)(sizeof faults / sizeof faults[0]); i++) sigdelset(&outside, faults[i]);
  pthread_sigmask(SIG_SETMASK, &outside, &before);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, STACK_BYTES);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  while (pool.helpers < count) {
    pthread_t thread;
    // Without a helper the caller does its work.
    if (pthread_create(&thread, &attributes, help, (void *)(intptr_t)(pool.helpers + 1)) != 0) break;
    pool.helpers++;
  }
  pthread_attr_destroy(&attributes);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

static void run_alone(Task task, void *context, intptr_t count) {
  const bool was_in_task = is_in_task;
  is_in_task = true;
  for (intptr_t i = 0; i < count; i++) task(context, i);
  is_in_task = was_in_task;
}

static void run_together(Task task, void *context, uint32_t count, int32_t threads) {
  const int32_t helpers = threads - 1 < MAXIMUM_HELPERS ? threads - 1 : MAXIMUM_HELPERS;
  if (pool.helpers < helpers) start_helpers(helpers);
  const uint64_t last = atomic_load(&pool.ticket) >> 32;
  atomic_store(&pool.ticket, last << 32 | CLOSED);
  atomic_store(&pool.done, 0);
  atomic_store(&pool.task, task);
  atomic_store(&pool.context, context);
  atomic_store(&pool.count, count);
  atomic_store(&pool.threads, threads);
  atomic_store(&pool.ticket, (last + 1) << 32);
  if (atomic_load(&pool.sleeping_helpers) > 0) {
    pthread_mutex_lock(&pool.lock);
    pthread_cond_broadcast(&pool.posted);
    pthread_mutex_unlock(&pool.lock);
  }
  is_in_task = true;
  take_part(0);
  is_in_task = false;
  if (look(is_finished, count)) return;
  pthread_mutex_lock(&pool.lock);
  atomic_store(&pool.caller_sleeps, true);
  while (!is_finished(count)) pthread_cond_wait(&pool.finished, &pool.lock);
  atomic_store(&pool.caller_sleeps, false);
  pthread_mutex_unlock(&pool.lock);
}

void kernels_workers_run(Task task, void *context, intptr_t count, int32_t threads) {
  const uint32_t mode = kernels_flush_denormals();
  if (threads > count) threads = (int32_t)count;
  const bool alone = threads <= 1 || is_in_task || count > INT32_MAX;
  // A second thread of the program does its own work while the helpers are taken.
  if (alone || pthread_mutex_trylock(&pool.owner) != 0) {
    run_alone(task, context, count);
  } else {
    run_together(task, context, (uint32_t)count, threads);
    pthread_mutex_unlock(&pool.owner);
  }
  kernels_restore_denormals(mode);
}

// A range of fewer numbers is done before another thread would have begun.
enum { RANGE = 8192 };

static _Thread_local int32_t allowed_threads = 1;

typedef struct {
  void (*cover)(void *, intptr_t, intptr_t);
  void *context;
  intptr_t count, ranges;
} Cover;

static void cover_range(void *argument, intptr_t index) {
  const Cover *cover = argument;
  // Borders at multiples of a cache line, so that no two threads write to one.
  const intptr_t lines = (cover->count + 15) / 16;
  const intptr_t start = lines * index / cover->ranges * 16, end = lines * (index + 1) / cover->ranges * 16;
  cover->cover(cover->context, start, end < cover->count ? end : cover->count);
}

int32_t kernels_workers_allow(int32_t threads) {
  const int32_t before = allowed_threads;
  allowed_threads = threads;
  return before;
}

void kernels_workers_cover(void (*cover)(void *, intptr_t, intptr_t), void *context, intptr_t count) {
  if (allowed_threads <= 1 || count < 2 * RANGE) {
    cover(context, 0, count);
    return;
  }
  const intptr_t most = count / RANGE, wanted = 2 * (intptr_t)allowed_threads;
  Cover ranges = {cover, context, count, most < wanted ? most : wanted};
  kernels_workers_run(cover_range, &ranges, ranges.ranges, allowed_threads);
}
