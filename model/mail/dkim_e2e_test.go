//go:build e2e

package mail_test

// The signatures before a verifier that isn't ours: opendkim-testmsg of Debian's
// opendkim-tools. It asks the machine's DNS, so the test runs itself again in a
// namespace (unshare of util-linux) where it is the DNS.

import (
	"bytes"
	"encoding/binary"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"callin/model"
	"callin/model/mail"
)

const inside = "CALLIN_TEST_INSIDE_NAMESPACE"

func TestE2E_opendkim(t *testing.T) {
	if os.Getenv(inside) == "" {
		for _, tool := range []string{"opendkim-testmsg", "unshare", "ip", "mount"} {
			if _, err := exec.LookPath(tool); err != nil {
				t.Fatalf("%s is missing: install opendkim-tools, util-linux, iproute2 and mount", tool)
			}
		}
		again := exec.CommandContext(t.Context(), "unshare", "--user", "--map-root-user", "--mount", "--net",
			os.Args[0], "-test.run=^TestE2E_opendkim$", "-test.v")
		again.Env = append(os.Environ(), inside+"=1")
		out, err := again.CombinedOutput()
		if err != nil || !strings.Contains(string(out), "--- PASS: TestE2E_opendkim/") {
			t.Fatalf("%v\n%s", err, out)
		}
		return
	}
	old, young := signer(t, "desk1", rsaKey()), signer(t, "desk2", edKey(1))
	answerDNS(t, old, young)

	for name, keys := range map[string][]*mail.Signer{"RSA": {old}, "Ed25519": {young}, "both": {old, young}} {
		c, err := mail.NewComposer(model.DefaultProvider(), "Aptela Support <support@aptela.example>", mail.SignedBy(keys...))
		if err != nil {
			t.Fatal(err)
		}
		for _, kind := range model.MailKinds() {
			m, err := c.Compose(letter(kind))
			if err != nil {
				t.Fatal(err)
			}
			t.Run(name+" "+string(kind), func(t *testing.T) {
				if said, good := testmsg(t, m.Body); !good {
					t.Errorf("not good: %s\n%s", said, m.Body)
				}
				forged := strings.Replace(string(m.Body), "\r\nSubject: ", "\r\nSubject: Not ", 1)
				if _, good := testmsg(t, []byte(forged)); good {
					t.Error("a forged subject is good too: the verifier verifies nothing")
				}
				doubled := strings.Replace(string(m.Body), "\r\nFrom: ", "\r\nFrom: <evil@evil.example>\r\nFrom: ", 1)
				if _, good := testmsg(t, []byte(doubled)); good {
					t.Error("a second sender is good")
				}
			})
		}
	}
}

// testmsg is silent about good mails and ends with 0.
func testmsg(t *testing.T, body []byte) (said string, good bool) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "opendkim-testmsg", "-C")
	cmd.Stdin = bytes.NewReader(body)
	out, err := cmd.CombinedOutput()
	return string(out), err == nil && len(out) == 0
}

// answerDNS makes this process the namespace's DNS, for the signers' records.
func answerDNS(t *testing.T, signers ...*mail.Signer) {
	t.Helper()
	conf := filepath.Join(t.TempDir(), "resolv.conf")
	if err := os.WriteFile(conf, []byte("nameserver 127.0.0.1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, command := range [][]string{{"ip", "link", "set", "lo", "up"}, {"mount", "--bind", conf, "/etc/resolv.conf"}} {
		if out, err := exec.CommandContext(t.Context(), command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%q: %v %s", command, err, out)
		}
	}
	conn, err := (&net.ListenConfig{}).ListenPacket(t.Context(), "udp", "127.0.0.1:53")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() }) // ends the answers
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			_, _ = conn.WriteTo(answer(buf[:n], signers), from) // a lost answer fails the test
		}
	}()
}

// answer is one DNS message (RFC 1035, 4.1): the question again, and its record.
func answer(query []byte, signers []*mail.Signer) []byte {
	var labels []string
	at := 12
	for query[at] != 0 {
		labels = append(labels, string(query[at+1:at+1+int(query[at])]))
		at += 1 + int(query[at])
	}
	reply := append([]byte{query[0], query[1], 0x84, 0, 0, 1, 0, 0, 0, 0, 0, 0}, query[12:at+5]...)
	for _, s := range signers {
		if s.RecordName() != strings.ToLower(strings.Join(labels, ".")) {
			continue
		}
		var text []byte
		for rest := s.Record(); rest != ""; {
			n := min(len(rest), 255)
			text = append(append(text, byte(n)), rest[:n]...)
			rest = rest[n:]
		}
		reply[7] = 1                                              // one answer
		reply = append(reply, 0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60) // the name asked for, TXT, IN, 60 s
		return append(binary.BigEndian.AppendUint16(reply, uint16(len(text))), text...)
	}
	reply[3] = 3 // no such name
	return reply
}
