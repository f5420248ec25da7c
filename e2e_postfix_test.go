//go:build e2e

package main

// Debian's Postfix as a test's own mail server: configuration, queue and
// mailbox in a folder of the test, one free port of this machine, and nothing
// that leaves it. It wants a certificate checked and a password given, as a
// provider's does. It needs root, as Postfix does.

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/pem"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/emersion/go-message"

	"callin/model/mail/mailtest"
)

// desk's account on the server.
const postfixUser, postfixPassword = "desk", "correct horse battery"

// postfix is one instance. It can be stopped and started on the same port.
type postfix struct {
	t      *testing.T
	folder string
	addr   string
	master *exec.Cmd
}

// newPostfix makes an instance and starts it; it is stopped with the test.
func newPostfix(t *testing.T) *postfix {
	t.Helper()
	for tool, pack := range map[string]string{"postfix": "postfix", "saslpasswd2": "sasl2-bin"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: install %s", tool, pack)
		}
	}
	if os.Geteuid() != 0 {
		t.Fatal("Postfix starts for root alone: run this test as root")
	}
	folder, err := os.MkdirTemp("", "callin-postfix-*") // t.TempDir is shut to Postfix's own users
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(folder) })
	s := &postfix{t: t, folder: folder, addr: freePort(t)}
	if err := os.Chmod(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"queue", "data", "mail", "sasl"} {
		if err := os.Mkdir(s.file(name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.own("data", "postfix")
	s.own("mail", "nobody")
	s.certificate()
	s.accounts()
	write(t, s.file("main.cf"), strings.NewReplacer("DIR", folder).Replace(mainCF), 0o644)
	write(t, s.file("master.cf"), strings.NewReplacer("ADDR", s.addr).Replace(masterCF), 0o644)
	s.start()
	t.Cleanup(s.stop)
	return s
}

const mainCF = `compatibility_level = 3.6
queue_directory = DIR/queue
data_directory = DIR/data
maillog_file = DIR/log
maillog_file_prefixes = DIR
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mail.callin.example
mydestination =
alias_maps =
local_recipient_maps =
default_transport = error:this server sends nothing on
virtual_mailbox_domains = static:all
virtual_mailbox_maps = static:all/
virtual_mailbox_base = DIR/mail
virtual_minimum_uid = 1
virtual_uid_maps = static:65534
virtual_gid_maps = static:65534
smtpd_tls_security_level = encrypt
smtpd_tls_cert_file = DIR/certificate.pem
smtpd_tls_key_file = DIR/key.pem
smtpd_sasl_auth_enable = yes
smtpd_tls_auth_only = yes
cyrus_sasl_config_path = DIR/sasl
smtpd_relay_restrictions = permit_sasl_authenticated, reject
smtpd_recipient_restrictions = permit_sasl_authenticated, reject
smtputf8_enable = yes
`

const masterCF = `ADDR inet n - n - - smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
proxymap unix - - n - - proxymap
error unix - - n - - error
retry unix - - n - - error
virtual unix - n n - - virtual
anvil unix - - n - 1 anvil
postlog unix-dgram n - n - 1 postlogd
`

func (s *postfix) file(name string) string { return filepath.Join(s.folder, name) }

// own gives a file to one of the system's users.
func (s *postfix) own(name, user string) {
	s.t.Helper()
	s.run(nil, "chown", user, s.file(name))
}

// run runs a tool, and shows nothing of its input.
func (s *postfix) run(input []byte, name string, args ...string) {
	s.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // a stop must run after the test's context
	defer cancel()
	command := exec.CommandContext(ctx, name, args...)
	command.Stdin = bytes.NewReader(input)
	if said, err := command.CombinedOutput(); err != nil {
		s.t.Fatalf("%s: %v\n%s\n%s", name, err, said, s.log())
	}
}

// log is what Postfix says of itself.
func (s *postfix) log() []byte {
	said, _ := os.ReadFile(s.file("log")) // before its first words there is none
	return said
}

// certificate makes a self-signed one for the loopback address.
func (s *postfix) certificate() {
	s.t.Helper()
	pair, _, err := mailtest.Certificate("127.0.0.1")
	if err != nil {
		s.t.Fatal(err)
	}
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		s.t.Fatal(err)
	}
	write(s.t, s.file("certificate.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: pair.Certificate[0]})), 0o644)
	write(s.t, s.file("key.pem"), string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: key})), 0o600)
}

// accounts makes the one of the desk.
func (s *postfix) accounts() {
	s.t.Helper()
	s.run([]byte(postfixPassword), "saslpasswd2", "-p", "-c", "-f", s.file("sasldb2"), "-u", "mail.callin.example", postfixUser)
	s.own("sasldb2", "postfix")
	write(s.t, s.file("sasl/smtpd.conf"), "pwcheck_method: auxprop\nauxprop_plugin: sasldb\nmech_list: PLAIN LOGIN\nsasldb_path: "+s.file("sasldb2")+"\n", 0o644)
}

// start starts the server and waits until it answers. It ends with this process,
// however that ends.
func (s *postfix) start() {
	s.t.Helper()
	s.run(nil, "postfix", "-c", s.folder, "check")
	s.master = exec.Command("/usr/lib/postfix/sbin/master", "-c", s.folder, "-d") //nolint:noctx // stop ends it
	s.master.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGTERM}
	if err := s.master.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.await("Postfix to answer", func() bool {
		c, err := (&net.Dialer{Timeout: time.Second}).DialContext(context.Background(), "tcp", s.addr)
		if err != nil {
			return false
		}
		defer func() { _ = c.Close() }()
		greeting := make([]byte, 3)
		_ = c.SetReadDeadline(time.Now().Add(10 * time.Second))
		_, err = c.Read(greeting)
		return err == nil && string(greeting) == "220"
	})
}

// stop ends the server and all that it started. It does nothing the second time.
func (s *postfix) stop() {
	s.t.Helper()
	if s.master == nil {
		return
	}
	group := -s.master.Process.Pid
	_ = syscall.Kill(group, syscall.SIGTERM)
	_ = s.master.Wait() // it ends by the signal
	s.master = nil
	s.await("Postfix to end", func() bool { return syscall.Kill(group, 0) == syscall.ESRCH })
}

// await looks again and again, for a bounded time: neither a process nor a
// mailbox tells when it has changed.
func (s *postfix) await(what string, holds func() bool) {
	s.t.Helper()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	limit := time.NewTimer(30 * time.Second)
	defer limit.Stop()
	for !holds() {
		select {
		case <-again.C:
		case <-limit.C:
			s.t.Fatalf("waited in vain for %s\n%s", what, s.log())
		}
	}
}

// delivered is a mail in the mailbox.
type delivered struct {
	to, id     string
	text, html string
	secure     bool // it came by TLS, from somebody with a password
}

// mailbox reads every mail that was delivered.
func (s *postfix) mailbox() (all []delivered) {
	s.t.Helper()
	files, err := filepath.Glob(s.file("mail/all/new/*"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			s.t.Fatal(err)
		}
		e, err := message.Read(bytes.NewReader(raw))
		if err != nil {
			s.t.Fatal(err)
		}
		d := delivered{
			to: e.Header.Get("Delivered-To"), id: e.Header.Get("Message-Id"),
			secure: strings.Contains(e.Header.Get("Received"), "with ESMTPSA"),
		}
		for kind, part := range parts(s.t, e) {
			switch kind {
			case "text/plain":
				d.text = part
			case "text/html":
				d.html = part
			}
		}
		all = append(all, d)
	}
	return all
}

// freePort is a port of this machine where nobody listens.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}
