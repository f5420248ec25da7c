package model

// common are words that collections of stolen passwords are full of, and those
// that people at a telephone think of first. A password made of them alone is
// refused; one with something of its own beside them isn't. The longer ones
// stand first, so that none hides inside another.
var common = []string{
	"administrator", "correcthorse", "motherofgod", "basketball", "volleyball", "television", "chocolate", "temporary", "liverpool", "manchester",
	"voicemail", "telephone", "extension", "superman", "starwars", "password", "passwort", "football", "baseball", "sunshine", "princess", "iloveyou",
	"welcome", "whatever", "trustno", "computer", "internet", "michelle", "jennifer", "changeme", "startrek", "barcelona", "juventus", "security",
	"november", "december", "september", "october", "february", "january", "thursday", "wednesday", "saturday", "tuesday", "monday", "friday", "sunday",
	"aptela", "polycom", "company", "account", "support", "service", "letmein", "charlie", "michael", "jessica", "arsenal", "chelsea", "pokemon", "freedom", "mustang",
	"batman", "dragon", "monkey", "shadow", "master", "qwerty", "secret", "summer", "winter", "spring", "autumn", "hockey", "soccer", "flower", "ginger", "pepper",
	"august", "office", "portal", "access", "system", "server", "london", "berlin", "please", "family", "lovely", "forever", "hunter", "killer", "ranger",
	"login", "admin", "guest", "hello", "april", "march", "phone", "tiger", "buster", "jordan", "harley", "daniel", "george", "thomas", "robert", "andrew",
	"angel", "money", "happy", "magic", "apple", "love", "pass", "test", "user", "root", "temp", "july", "june", "home", "work", "baby", "king", "star", "word", "blue", "abc", "sip", "ftp", "new", "the", "my", "pin",
	"correct", "horse", "battery", "staple", "tobe", "ornottobe", "thequickbrownfox", "jumpsoverthelazydog",
	"2020", "2021", "2022", "2023", "2024", "2025", "2026", "2027", "2028", "1990", "1980", "2000", "123", "321", "111", "000", "007", "69",
}

// phrases are long passwords that are known to everybody as a whole.
var phrases = map[string]bool{
	"correcthorsebatterystaple": true, "maytheforcebewithyou": true, "tobeornottobethatisthequestion": true, "onceuponatime": true,
	"thequickbrownfoxjumpsoverthelazydog": true, "itwasthebestoftimes": true, "openthepodbaydoorshal": true, "iamyourfather": true,
	"fourscoreandsevenyearsago": true, "inthebeginning": true, "nowisthetimeforallgoodmen": true, "loremipsumdolorsitamet": true,
	"thisismypassword": true, "thisisapassword": true, "ihateyoursecuritypolicy": true, "idonotknowmypassword": true, "iforgotmypassword": true,
}
