package search_test

import (
	"time"

	"golang.org/x/sys/unix"
)

// processor is the processor's time that this thread has taken.
func processor() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_THREAD_CPUTIME_ID, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
