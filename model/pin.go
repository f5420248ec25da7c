package model

import "strings"

// CheckNewPIN tells what is wrong with a voicemail PIN that somebody wants to
// have, or "": besides its form, those that are tried first (SECURITY 16).
func CheckNewPIN(pin, extension string) string {
	if wrong := CheckPIN(pin); wrong != "" {
		return wrong
	}
	switch {
	case strings.Count(pin, pin[:1]) == len(pin):
		return "must not be one digit four times"
	case pin[:2] == pin[2:]:
		return "must not be two digits twice"
	case steps(pin, 1), steps(pin, -1):
		return "must not be a row of digits such as 1234"
	case extension != "" && (strings.Contains(extension, pin) || strings.HasSuffix("0000"+extension, pin) || strings.HasPrefix(extension+"0000", pin)):
		return "must not be made of your own extension"
	case keypad[pin]:
		return "is one that everybody tries first"
	case pin >= "1940" && pin <= "2039":
		return "must not look like a year"
	}
	return ""
}

// keypad are lines and corners of a telephone's keys, and others known from
// collections of PINs.
var keypad = map[string]bool{
	"2580": true, "0852": true, "1379": true, "1397": true, "7913": true, "1470": true, "3690": true, "1122": true,
	"1133": true, "1004": true, "1357": true, "2468": true, "0007": true, "1478": true, "3698": true, "9630": true,
}

// steps tells whether each digit is the one before plus by, going round from 9
// to 0.
func steps(pin string, by int) bool {
	for i := 1; i < len(pin); i++ {
		if (int(pin[i-1]-'0')+by+10)%10 != int(pin[i]-'0') {
			return false
		}
	}
	return true
}
