package model_test

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"callin/model"
)

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"":                       "",
		"Ada Okafor":             "ada okafor",
		"Ålesund":                "alesund",
		"Señor Whiskers":         "senor whiskers",
		"Rue de l'Église":        "rue de l'eglise",
		"Straße STRASSE ẞ":       "strasse strasse ss",
		"Sørensen Ærø Œuvre Ǿ Ǽ": "sorensen aero oeuvre o ae",
		"Łukasz Đorđe Þór Ísafjörður Għajn ð": "lukasz dorde thor isafjordur ghajn d",
		"ISTANBUL İstanbul ıstanbul":          "istanbul istanbul istanbul",
		"１２３ ＡＢＣ ﬁn x²":                       "123 abc fin x2",
		"ΑΘΗΝΑ Αθήνα ΣΟΦΟΣ σοφος":             "αθηνα αθηνα σοφοσ σοφοσ",
		"Київ Ёлка":                           "киів елка",
		"שָׁלוֹם":                             "שלום",
		"مُحَمَّد":                            "محمد",
		"a\u034fb\ufe0fc\u20ddd":              "abcd",
		"Ᏸᏸ Ꭰꭰ":                               "ᏸᏸ ꭰꭰ",
		"one\ttwo\nthree":                     "one\ttwo\nthree",
		// the first and the last class of points, and overlays
		"ש\u05b0": "ש", "ܐ\u0711": "ܐ", "o\u0338": "o", "≠": "=",
		// vowel signs and tones are no accents
		"หมา": "หมา", "หมี": "หมี", "ที่นี่": "ที่นี่", "कु": "कु", "हिन्दी": "हिन्दी",
		"가": "\u1100\u1161", "か": "か", "が": "か\u3099",
	} {
		if got := model.Fold(in); got != want {
			t.Errorf("%q: %q (%+q), want %q", in, got, got, want)
		}
	}
}

// answers are ways to say one thing, those of the sample accounts among them. What stands in one list is one
// answer, what stands in two lists is two.
var answers = [][]string{
	{"Elm Street", "elm st", "ELM ST.", " Elm\tStr. ", "Elm-Street", "Ｅｌｍ Ｓｔｒｅｅｔ", "Elm\u00a0Street", "Elm Straße", "Elm strasse"},
	{"Saint Mary's", "St. Mary's", "st marys", "Street Mary's", "Sankt Mary\u2019s", "ST MARY‘S", "St Mary`s", "St Mary´s", "St Maryʼs", "St Mary＇s", "St Mary′s", "St Maryʻs"},
	{"Saint Mary"},
	{"Rue de l'Église", "rue de l\u2019eglise", "RUE DE L'E\u0301GLISE", "rue de l eglise", "Rue de l´Église", "ruedeleglise"},
	{"Ålesund", "A\u030alesund", "\u212blesund", "alesund"},
	{"Señor Whiskers", "Sen\u0303or Whiskers", "senor whiskers!"},
	{"Biscuit", "biscuit.", "“Biscuit”"},
	{"Datsun 240Z", "datsun-240 z", "Datsun ２４０Z"},
	{"Datsun 240"},
	{"Ford Fiesta", "ford fiesta"},
	{"Fort Fiesta", "Ft. Fiesta"},
	{"Harpers Ferry", "Harper's Ferry"},
	{"Lindenschule", "linden schule"},
	{"Mr. Jones", "mr jones"},
	{"P.S. 118", "PS 118", "ps118"},
	{"P.S. 119"},
	{"Salt & Pepper", "salt and pepper", "Salt ＆ Pepper", "salt und pepper", "Salt et Pepper", "Salt y Pepper"},
	{"Salt Pepper"},
	{"12 Oak Road", "12 oak rd."},
	{"12 Oak Avenue", "12 Oak Ave", "12 oak av."},
	{"12 Oak Boulevard", "12 oak blvd"},
	{"12 Oak Lane", "12 oak ln"},
	{"12 Oak Drive", "12 oak dr", "12 Oak Doctor"},
	{"Mount Oak", "mt. oak"},
	{"Sainte Anne", "Ste Anne", "St Anne"},
	{"Istanbul", "ISTANBUL", "İstanbul", "ıstanbul"},
	{"Sørensen", "Sorensen"},
	{"Łódź", "Lodz"},
	{"Hœdic", "Hoedic"},
	{"İzmir", "izmir"},
	{"หมา"},
	{"หมี"}, // dog and bear
	{"कमल"},
	{"कमला"},
	{"कुमल"},
	{"가나", "\u1100\u1161\u1102\u1161"},
	{"가니"},
	{"か"},
	{"が", "か\u3099"},
	{"Street", "St", "s treet", "Saint"},
}

func TestNormalAnswer(t *testing.T) {
	owner := map[string]string{}
	for _, list := range answers {
		want := model.NormalAnswer(list[0])
		if want == "" {
			t.Errorf("nothing is left of %q", list[0])
		}
		for _, said := range list {
			for _, spelled := range []string{said, norm.NFC.String(said), norm.NFD.String(said), norm.NFKC.String(said), "  " + said + "\n"} {
				if got := model.NormalAnswer(spelled); got != want {
					t.Errorf("%q gives %q, and %q gives %q", list[0], want, spelled, got)
				}
			}
		}
		if other, taken := owner[want]; taken {
			t.Errorf("%q and %q are one answer, %q", other, list[0], want)
		}
		owner[want] = list[0]
	}
	for in, want := range map[string]string{
		"St. Mary's Rd": "stmarysrd", "Saint Marys Road": "stmarysrd", "": "", " .,-'’`´ ": "", "🐕": "", "\u0301": "", "10 & 20": "10and20",
	} {
		if got := model.NormalAnswer(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestNormalAnswer_property(t *testing.T) {
	words := []string{
		"st", "str", "street", "Saint", "Straße", "av", "a", "v", "e", "ave", "y", "et", "&", "＆", "'", "´", "’", " ", ".", "-", "\u0301", "ͅ", "Å", "É", "ı", "İ",
		"ß", "Ǿ", "ŉ", "ﬁ", "½", "①", "㎒", "℡", "１", "שָׁ", "हि", "ที่", "が", "각", "\u200d", "\ufe0f", "\xff", "ẚ", "ϓ", "ᾳ", "K", "Ⅳ", "ʼn", "eet", "drive", "Dr",
	}
	texts := rapid.OneOf(
		rapid.Map(rapid.SliceOfN(rapid.SampledFrom(words), 0, 8), func(w []string) string { return strings.Join(w, "") }),
		rapid.String(),
	)
	rapid.Check(t, func(rt *rapid.T) {
		s := texts.Draw(rt, "said")
		folded, normal := model.Fold(s), model.NormalAnswer(s)
		switch {
		case model.Fold(folded) != folded:
			rt.Fatalf("Fold(%+q) = %+q, and again %+q", s, folded, model.Fold(folded))
		case model.NormalAnswer(normal) != normal:
			rt.Fatalf("NormalAnswer(%+q) = %+q, and again %+q", s, normal, model.NormalAnswer(normal))
		case model.Fold(norm.NFD.String(s)) != model.Fold(norm.NFC.String(s)):
			rt.Fatalf("Fold(%+q) depends on the form", s)
		case model.NormalAnswer(norm.NFD.String(s)) != model.NormalAnswer(norm.NFC.String(s)):
			rt.Fatalf("NormalAnswer(%+q) depends on the form", s)
		case strings.ContainsAny(normal, " \t\n.,'&-"):
			rt.Fatalf("NormalAnswer(%+q) = %+q", s, normal)
		}
	})
}

func FuzzNormalAnswer(f *testing.F) {
	for _, list := range answers {
		f.Add(list[0])
	}
	f.Fuzz(func(t *testing.T, s string) {
		folded, normal := model.Fold(s), model.NormalAnswer(s)
		if model.Fold(folded) != folded || model.NormalAnswer(normal) != normal {
			t.Errorf("%+q: %+q, %+q", s, folded, normal)
		}
	})
}
