//go:build !linux

package search_test

import "time"

func processor() time.Duration { return 0 }
