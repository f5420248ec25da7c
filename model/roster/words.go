package roster

// The words that the demo's accounts are made of. Every name is invented, every
// number is of the range that is kept for fiction (555-0100 to 555-0199).

var firstNames = []string{
	"Ada", "Aisha", "Amy", "Anders", "Ángel", "Ayşe", "Ben", "Björn", "Carlos", "Chloë", "Dafydd", "Denise", "Dmitri",
	"Elena", "Emeka", "Fatima", "Frank", "Gloria", "Grace", "Hans", "Hana", "Henry", "Ilse", "Ingrid", "Irene", "Jamal",
	"José", "Karin", "Kofi", "Lakshmi", "Léa", "Luis", "Małgorzata", "Maria", "Mei", "Mona", "Nadia", "Noor", "Olu",
	"Oscar", "Paula", "Priya", "Quentin", "Rosa", "Ruth", "Samuel", "Siobhán", "Søren", "Stefan", "Tara", "Tomás", "Ugo",
	"Vera", "Victor", "Walter", "Wei", "Ximena", "Yuki", "Yusuf", "Zoë",
}

var lastNames = []string{
	"Adeyemi", "Andersen", "Baker", "Brown", "Campbell", "Castaño", "Chen", "Clark", "Collins", "Delgado", "Dubois",
	"Dvořák", "Evans", "Ferreira", "Fischer", "Garcia", "Gonçalves", "Haas", "Haddad", "Hernández", "Iyer", "Jackson",
	"Kim", "King", "Kowalski", "Krämer", "Lindqvist", "Malik", "Mbeki", "Mitchell", "Müller", "Murphy", "Nakamura",
	"Nguyen", "Novák", "O'Brien", "Okafor", "Öztürk", "Patel", "Petrov", "Phillips", "Robinson", "Rossi", "Schneider",
	"Scott", "Sørensen", "Stewart", "Szabó", "Taylor", "Torres", "Turner", "Wałęsa", "Weber", "Whitfield", "Wilson",
	"Wright", "Yılmaz", "Young", "Zhang", "Åberg",
}

var companyNames = []string{
	"Apex", "Beacon", "Blue Ridge", "Cardinal", "Castaño", "Cedar", "Delta", "Evergreen", "Falcon", "Ferreira", "Gateway",
	"Granite", "Haas", "Harbor", "Horizon", "Iron Gate", "Juniper", "Kestrel", "Keystone", "Krämer", "Lakeside",
	"Meridian", "Müller", "Nakamura", "Nordhof", "Northstar", "O'Brien", "Okafor", "Old Mill", "Orchard", "Patriot",
	"Petrov", "Pinecrest", "Quantum", "Redwood", "Riverbend", "Shenandoah", "Silver Creek", "Sørensen", "Sterling",
	"Summit", "Tidewater", "Trident", "Van der Berg", "Whitfield",
}

var companyKinds = []string{"", "", "", "& Sons", "Brothers", "Coastal", "Family", "First", "Metro", "National", "Premier", "Regional", "United", "Valley"}

var companyTrades = []string{
	"Accounting", "Architects", "Auto Parts", "Bakery", "Brewing", "Catering", "Dental", "Electric", "Flooring", "Freight",
	"Insurance", "Landscaping", "Law Group", "Logistics", "Machine Works", "Marine Supply", "Optical", "Pediatrics",
	"Pharmacy", "Plumbing", "Print Shop", "Pumps", "Realty", "Roofing", "Security", "Software", "Staffing", "Storage",
	"Travel", "Veterinary Clinic",
}

var companyForms = []string{"", "", "Co.", "GmbH", "Inc.", "LLC", "LLP", "Ltd"}

// phoneNames are extensions that belong to a place.
var phoneNames = []string{"Conference Room", "Dispatch", "Fax", "Front Desk", "Kitchen", "Loading Dock", "Lobby Phone", "Reception", "Warehouse", "Workshop"}

var areaCodes = []string{"202", "206", "212", "303", "312", "404", "415", "503", "512", "571", "617", "703", "804", "919"}

// questions with answers that try the comparing: accents, short forms, digits.
var questions = []struct {
	text    string
	answers []string
}{
	{"Name of your first school?", []string{"Lindenschule", "Saint Mary's", "P.S. 118", "École Sainte-Anne", "Mount Vernon"}},
	{"Name of your first pet?", []string{"Biscuit", "Señor Whiskers", "Mr. Jones", "Łatka", "Moses"}},
	{"Make of your first car?", []string{"Ford Fiesta", "Datsun 240Z", "Citroën 2CV", "Trabant", "Škoda 105"}},
	{"Street you lived in at ten?", []string{"Elm Street", "Rue de l'Église", "Lindenstraße", "Fort Avenue", "Saint Olav's Road"}},
	{"Town where your parents met?", []string{"Ålesund", "Harpers Ferry", "São Tomé", "Kraków", "Fort Collins"}},
}

var passwordWords = []string{
	"amber", "anchor", "basalt", "birch", "bramble", "canyon", "cobalt", "copper", "ember", "fjord", "garnet", "harvest",
	"indigo", "juniper", "kettle", "lantern", "maple", "meadow", "nutmeg", "orchid", "pebble", "quarry", "raven", "saffron",
	"thistle", "tundra", "umber", "velvet", "walnut", "willow",
}
