package ui_test

import (
	"testing"

	"callin/ui/kit"
)

// TestGolden holds the screens of a call as they are, at 80×24 and 120×40.
func TestGolden(t *testing.T) {
	f := newFloor(t)
	golden := func(name string, keys ...string) {
		t.Helper()
		f.press(keys...).Golden("call-" + name)
	}
	golden("ready")
	golden("found", `"lindgr`)
	golden("talk", "enter")
	golden("verify", "c")
	golden("wrong", `"rosenau1`, "enter")
	golden("others", "tab")
	golden("told", `"lindenau`, "enter")
	golden("password", "p")
	golden("send", "t")
	f.press("s").sees("mail accepted")
	golden("wrap")
	f.press("1").sees("Mail for T-1 accepted", "1 call of yours waits")
	golden("waits")
	f.press(`"nomail c`, "enter", "p").sees("not possible")
	golden("referral")
	golden("help", "?")
	f.press("esc")
	f.Env.SetTheme(kit.Dark)
	f.GoldenStyled("call-referral-dark")
	f.Env.SetTheme(kit.Light)
	f.GoldenStyled("call-referral-light")
}
