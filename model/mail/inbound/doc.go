// Package inbound receives mail by SMTP and LMTP: the demo's inbox, and the
// reports that come back to the desk's sender address. It alone imports go-smtp's
// server.
//
// It has neither TLS nor passwords, so it listens on this machine alone; a mail
// server in front takes what comes from elsewhere. It sends nothing, ever, so
// nobody can have it write to a third.
package inbound
