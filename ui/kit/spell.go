// This file writes values so that they can be told on the telephone.
package kit

import (
	"strings"
	"unicode"

	"callin/model"
)

// Grouped writes a value wide apart, digits in threes, so that it can be read
// out without losing the place.
func Grouped(value string) string {
	var b strings.Builder
	rs := []rune(model.CleanLine(value))
	for i, r := range rs {
		if i > 0 {
			b.WriteByte(' ')
			if i%3 == 0 {
				b.WriteString("  ")
			}
		}
		b.WriteRune(r)
	}
	return b.String()
}

// alphabet is the spelling alphabet of the ICAO and ITU (Radio Regulations,
// appendix 14), and signs as they are called on the telephone.
var alphabet = map[rune]string{
	'a': "Alfa", 'b': "Bravo", 'c': "Charlie", 'd': "Delta", 'e': "Echo", 'f': "Foxtrot", 'g': "Golf",
	'h': "Hotel", 'i': "India", 'j': "Juliett", 'k': "Kilo", 'l': "Lima", 'm': "Mike", 'n': "November",
	'o': "Oscar", 'p': "Papa", 'q': "Quebec", 'r': "Romeo", 's': "Sierra", 't': "Tango", 'u': "Uniform",
	'v': "Victor", 'w': "Whiskey", 'x': "X-ray", 'y': "Yankee", 'z': "Zulu",
	'0': "zero", '1': "one", '2': "two", '3': "three", '4': "four", '5': "five", '6': "six", '7': "seven",
	'8': "eight", '9': "nine", '.': "dot", '-': "dash", '_': "underscore", '@': "at", '+': "plus",
}

// Spelled writes a value in the words of the alphabet.
func Spelled(value string) string {
	var words []string
	for _, r := range value {
		word, ok := alphabet[unicode.ToLower(r)]
		if !ok {
			word = string(r)
		}
		words = append(words, word)
	}
	return model.CleanLine(strings.Join(words, "  "))
}
