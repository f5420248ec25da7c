package courier_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"callin/model"
	"callin/model/mail/courier"
	"callin/model/mail/mailtest"
)

// TestFates tries each way in which a server can fail at each step.
func TestFates(t *testing.T) {
	type fate struct {
		verb  string
		act   mailtest.Act
		want  model.Fate
		reply int
		says  string
	}
	reply := func(s string) mailtest.Act { return mailtest.Act{Reply: s} }
	cut := mailtest.Act{Then: mailtest.Cut}
	flood := mailtest.Act{Then: mailtest.Flood}
	for _, f := range []fate{
		// Before MAIL it's never the recipient's fault.
		{"CONNECT", reply("554 5.3.2 go away"), model.FateDeferred, 554, "turned callin away"},
		{"CONNECT", reply("421 4.3.2 later"), model.FateDeferred, 421, "later"},
		{"CONNECT", reply("nonsense"), model.FateDeferred, 0, "nonsense"},
		{"CONNECT", cut, model.FateDeferred, 0, "closed the connection"},
		{"CONNECT", flood, model.FateDeferred, 0, "no end"},
		{"EHLO", reply("550 5.7.1 bad name"), model.FateDeferred, 550, "bad name"},
		{"EHLO", reply("450 4.7.1 later"), model.FateDeferred, 450, "later"},
		{"EHLO", flood, model.FateDeferred, 0, "no end"},
		// At MAIL some are about us.
		{"MAIL", reply("530 5.7.0 authenticate first"), model.FateDeferred, 530, "look at [smtp]"},
		{"MAIL", reply("550 5.7.1 sender not welcome"), model.FateRefused, 550, "5.7.1 sender not welcome"},
		{"MAIL", reply("452 4.3.1 disk full"), model.FateDeferred, 452, "4.3.1 disk full"},
		{"MAIL", reply("354 what"), model.FateDeferred, 354, "what"},
		{"MAIL", cut, model.FateDeferred, 0, "closed the connection"},
		{"RCPT", reply("550-5.1.1 nobody\r\n550 5.1.1 here"), model.FateRefused, 550, "5.1.1 nobody\nhere"},
		{"RCPT", reply("451 4.7.1 greylisted"), model.FateDeferred, 451, "4.7.1 greylisted"},
		{"RCPT", cut, model.FateDeferred, 0, "closed the connection"},
		{"DATA", reply("554 5.5.1 no"), model.FateRefused, 554, "5.5.1 no"},
		{"DATA", reply("421 4.3.0 closing"), model.FateDeferred, 421, "closing"},
		{"DATA", reply("250 fine"), model.FateDeferred, 250, "fine"},
		{"DATA", cut, model.FateDeferred, 0, "closed the connection"},
		// After the end of the message, silence means that we don't know.
		{".", reply("550 5.7.1 spam"), model.FateRefused, 550, "5.7.1 spam"},
		{".", reply("451 4.3.0 try again"), model.FateDeferred, 451, "4.3.0 try again"},
		{".", reply("354 what"), model.FateUncertain, 354, "what"},
		{".", reply("nonsense"), model.FateUncertain, 0, "nonsense"},
		{".", cut, model.FateUncertain, 0, "closed the connection"},
		{".", flood, model.FateUncertain, 0, "no end"},
	} {
		name := f.verb + " " + f.act.Reply
		if f.act.Reply == "" {
			name += map[mailtest.Then]string{mailtest.Cut: "cut", mailtest.Flood: "flood"}[f.act.Then]
		}
		t.Run(name, func(t *testing.T) {
			s := mailtest.Start(t, mailtest.Script{On: mailtest.Once(f.verb, f.act)})
			c := open(t, config(s, courier.None))
			got := send(t, c, letter())
			wantFate(t, got, f.want)
			if got.Reply != f.reply || !strings.Contains(got.Said, f.says) {
				t.Errorf("reply %d %q, want %d %q", got.Reply, got.Said, f.reply, f.says)
			}
			if got.Server != s.Addr() || got.Cause == nil {
				t.Errorf("server %q, cause %v", got.Server, got.Cause)
			}
			// Whatever went wrong, the next mail gets through, once.
			before := len(s.Mails())
			if again := send(t, c, letter()); again != nil {
				t.Fatalf("the next mail: %v", again)
			}
			if n := len(s.Mails()) - before; n != 1 {
				t.Errorf("the next mail arrived %d times", n)
			}
			// Only after a proper refusal is the connection worth keeping.
			kept := f.verb != "CONNECT" && f.verb != "EHLO" && f.reply >= 400 && f.reply != 421
			if n := s.Saw("CONNECT"); kept != (n == 1) {
				t.Errorf("%d connections, kept should be %v", n, kept)
			}
			if !kept && s.Saw("RSET") != 0 {
				t.Error("a connection was kept that was no good")
			}
		})
	}
}

func TestSilence(t *testing.T) {
	stall := mailtest.Act{Then: mailtest.Stall}
	for verb, want := range map[string]model.Fate{
		"CONNECT": model.FateDeferred,
		"EHLO":    model.FateDeferred,
		"MAIL":    model.FateDeferred,
		"RCPT":    model.FateDeferred,
		"DATA":    model.FateDeferred,
		".":       model.FateUncertain,
	} {
		t.Run("at "+verb, func(t *testing.T) {
			t.Parallel()
			s := mailtest.Start(t, mailtest.Script{On: mailtest.At(verb, stall)})
			cfg := config(s, courier.None)
			cfg.Limits.Connect, cfg.Limits.Command, cfg.Limits.Final = 300*time.Millisecond, 300*time.Millisecond, 300*time.Millisecond
			got := send(t, open(t, cfg), letter())
			wantFate(t, got, want)
			if !strings.Contains(got.Said, "no answer in time") {
				t.Errorf("said %q", got.Said)
			}
		})
	}
}

// huge is more than the kernel's buffers on both sides hold, so that the line
// can break before the end of the message is on it.
func huge() model.Mail {
	m := letter()
	m.Body = bytes.Repeat([]byte(strings.Repeat("x", 98)+"\r\n"), 240_000) // 24 MB
	return m
}

func TestMessageCutShort(t *testing.T) {
	t.Run("the line breaks", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.Once("BODY", mailtest.Act{Then: mailtest.Cut})})
		c := open(t, config(s, courier.None))
		wantFate(t, send(t, c, huge()), model.FateDeferred)
		if len(s.Mails()) != 0 {
			t.Fatal("half a mail was delivered")
		}
	})
	t.Run("the server stops reading", func(t *testing.T) {
		s := mailtest.Start(t, mailtest.Script{On: mailtest.Once("BODY", mailtest.Act{Then: mailtest.Stall})})
		cfg := config(s, courier.None)
		cfg.Limits.Write = 300 * time.Millisecond
		got := send(t, open(t, cfg), huge())
		wantFate(t, got, model.FateDeferred)
		if !strings.Contains(got.Said, "stopped reading") {
			t.Errorf("said %q", got.Said)
		}
		if len(s.Mails()) != 0 {
			t.Fatal("half a mail was delivered")
		}
	})
}

// TestEndNeverWritten breaks the line while a small mail, its end included,
// still waits in the library's buffer: the server can't have got that end.
func TestEndNeverWritten(t *testing.T) {
	ours, theirs := net.Pipe() // a write isn't done before it is read
	var server sync.WaitGroup
	server.Go(func() {
		r := bufio.NewReader(theirs)
		for _, reply := range []string{"220 hi", "250 hi", "250 ok", "250 ok", "354 go"} {
			if _, err := io.WriteString(theirs, reply+"\r\n"); err != nil {
				t.Error(err)
			}
			if reply == "354 go" {
				break
			}
			if _, err := r.ReadString('\n'); err != nil {
				t.Error(err)
			}
		}
		_ = theirs.Close() // without reading a byte of the message
	})
	_, err := courier.SendOver(t.Context(), ours, letter())
	server.Wait()
	wantFate(t, failure(t, err), model.FateDeferred)
}

func TestHostileWords(t *testing.T) {
	escape := "550 5.1.1 \x1b]0;owned\x07\x1b[2J\u202egone"
	s := mailtest.Start(t, mailtest.Script{On: mailtest.At("RCPT", mailtest.Act{Reply: escape})})
	got := send(t, open(t, config(s, courier.None)), letter())
	wantFate(t, got, model.FateRefused)
	if text := got.Error(); model.CleanLine(text) != text {
		t.Errorf("the error would reach the terminal: %q", text)
	}

	t.Run("are bounded", func(t *testing.T) {
		long := "550-" + strings.Repeat(strings.Repeat("å", 400)+"\r\n550-", 20) + "\r\n550 end"
		s := mailtest.Start(t, mailtest.Script{On: mailtest.At(".", mailtest.Act{Reply: long})})
		got := send(t, open(t, config(s, courier.None)), letter())
		wantFate(t, got, model.FateRefused)
		if len(got.Said) > 1010 || strings.ContainsRune(got.Said, '\ufffd') {
			t.Errorf("%d bytes: %q", len(got.Said), got.Said)
		}
	})
}

func TestNobodyListens(t *testing.T) {
	s := mailtest.Start(t, mailtest.Script{})
	c := open(t, config(s, courier.None))
	s.Shut()
	got := send(t, c, letter())
	wantFate(t, got, model.FateDeferred)
	if !strings.Contains(got.Said, s.Addr()) || !strings.Contains(got.Said, "nothing listens there") || got.Server != "" {
		t.Errorf("said %q, server %q", got.Said, got.Server)
	}
}
