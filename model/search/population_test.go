package search_test

// An invented population, the same in every run: names and companies as
// frequent as such names are, numbers of area codes that aren't in use
// (North America gives out none with a 9 in the middle), addresses in .example.

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"callin/model"
	"callin/model/search"
)

var (
	firstNames = strings.Fields(`Ada Amy Ann Anna Ben Beth Björn Carla Carlos Chloë Clara Claire Daniel David Dmitri
		Elena Elif Emil Emma Erik Esther Eva Fatima Felix Finn Frank George Gloria Grace Greta Hana Hannah Hans Helen Henry
		Hugo Ida Igor Ilse Inés Ingrid Irene Isaac Iván Jack Jane Jan Jean Joan John Jonas José Juan Julia Julian Karen Karl
		Kim Klaus Lars Laura Lea Lee Lena Leo Lina Lisa Luca Lucía Luis Luz Maja Marco Maria Mario Mark Marta Martin Mary
		Max Maya Mei Mia Mila Mohammed Nadia Nils Nina Noah Nora Olga Oliver Olu Omar Oscar Otto Paolo Paul Pedro Peter
		Petra Priya Quentin Rafael Raj Renée Rita Robert Rosa Ruth Sam Sara Sean Sofia Søren Stefan Susan Tara Theo Thomas
		Tim Tomás Ugo Ursula Vera Victor Wanda Walter Wei William Xavier Yara Yusuf Zoë Zofia`)
	lastNames = strings.Fields(`Abbott Adams Allen Andersen Bailey Baker Barnes Bauer Becker Bennett Berg Bianchi Brandt Brooks
		Brown Bücher Campbell Carter Castaño Chen Clark Cohen Collins Cooper Costa Cruz Davies Delgado Diaz Dubois Duarte
		Edwards Evans Fernández Ferreira Fischer Fisher Foster Fox García Gray Green Gruber Gupta Haas Hall Hansen Harris
		Hayes Hoffmann Horváth Hughes Ivanova Jackson Jensen Johansson Johnson Jones Kaya Keller Kelly Khan Kim King Kovač
		Krämer Kumar Larsen Lee Lefèvre Lewis Lindgren Lopez Łukasz Martin Mendoza Meyer Miller Mitchell Moore Morales
		Moreau Müller Murphy Nakamura Nguyen Novák Nowak Núñez O'Brien O'Neill Okafor Olsen Ortiz Park Parker Patel Pereira
		Petrov Pham Popescu Quinn Ramirez Reed Reyes Ribeiro Rivera Roberts Robinson Rossi Russo Saßmann Santos Sato
		Schneider Schröder Scott Silva Singh Smith Sørensen Stewart Suzuki Takahashi Taylor Thomas Torres Tran Turner Vargas
		Vogel Walker Wang Ward Watson Weber White Williams Wilson Wójcik Wright Yamamoto Yıldız Young Zhang Ziegler`)
	brands = strings.Fields(`Apex Beacon Bluebird Cardinal Cascade Cedar Copper Crown Delta Eagle Ember Evergreen Falcon
		Gateway Granite Harbor Heritage Horizon Imperial Juniper Keystone Lakeside Liberty Magnolia Maple Meridian Monarch
		Nimbus Northstar Oakwood Orchid Pacific Patriot Pinnacle Pioneer Prairie Quantum Redwood Ridgeline Riverside Sable
		Sapphire Sierra Silverline Solstice Sterling Summit Sunrise Tamarack Trident Twin Union Valiant Vanguard Vertex
		Westgate Whitfield Willow Zenith`)
	middles = strings.Fields(`& - Brothers Coastal County Family First Metro National Premier Regional United Valley`)
	trades  = strings.Split(`Accounting,Architects,Auto Repair,Bakery,Brewing,Catering,Chiropractic,Coffee,Construction,`+
		`Consulting,Dental,Design Studio,Electric,Engineering,Flooring,Florists,Foods,Freight,Furniture,Insurance,`+
		`Landscaping,Law Group,Logistics,Machine Works,Marine Supply,Mortgage,Music School,Optical,Orthopedics,Painting,`+
		`Pediatrics,Pharmacy,Physical Therapy,Plumbing,Print Shop,Property Management,Pumps,Realty,Roofing,Security,`+
		`Software,Staffing,Storage,Surgery Center,Tax Services,Textiles,Tile,Travel,Tutoring,Veterinary Clinic,Welding`, ",")
	syllables = strings.Fields(`an bar bel car dan den el fer gar gold hal hein hol kar kel lan lo mar mel mon nor ol per pol ra rich ro sal sen ster tan tor ul val ver vil wal wes win zan`)
	ends      = strings.Fields(`a berg dahl er ez feld ford i in ini ko mann o off ova sen son stein ton wood`)
	forms     = strings.Fields(`- - - LLC Inc. Co. LLP GmbH Ltd.`)
)

// population gives so many people of accounts of one to twenty.
func population(n int, seed uint64) iter.Seq[search.Entry] {
	return func(yield func(search.Entry) bool) {
		g := &generator{rand: rand.New(rand.NewPCG(seed, 1)), step: 7919 % 9_000_000}
		for n > 0 {
			for _, e := range g.account() {
				if n--; n < 0 || !yield(e) {
					return
				}
			}
		}
	}
}

type generator struct {
	rand     *rand.Rand
	accounts int
	step     int
	phones   uint64
}

// pick prefers the first of a list, as names go.
func (g *generator) pick(from []string) string {
	i := int(float64(len(from)) * g.rand.Float64() * g.rand.Float64())
	return from[(i*37+11)%len(from)] // so that it isn't the alphabet that decides
}

// surname is a common one or, as often, one made of syllables.
func (g *generator) surname() string {
	if g.rand.IntN(2) == 0 {
		return g.pick(lastNames)
	}
	s := syllables[g.rand.IntN(len(syllables))] + syllables[g.rand.IntN(len(syllables))]
	if g.rand.IntN(3) == 0 {
		s += syllables[g.rand.IntN(len(syllables))]
	}
	s += ends[g.rand.IntN(len(ends))]
	return strings.ToUpper(s[:1]) + s[1:]
}

// phone gives a number that was never given before.
func (g *generator) phone() string {
	g.phones++
	n := g.phones * 2654435761 % 640_000_000 // 80 area codes of 8 million numbers
	area := 2 + n/80_000_000
	return fmt.Sprintf("+1%d9%d%07d", area, n/8_000_000%10, 2_000_000+n%8_000_000)
}

// id is as long as the ones that are drawn at random.
func (g *generator) id() string {
	return fmt.Sprintf("%08x%08x", g.rand.Uint32(), g.rand.Uint32())
}

func (g *generator) company() string {
	name := g.pick(brands)
	if g.rand.IntN(2) == 0 {
		name = g.surname()
	}
	parts := []string{name}
	switch m := middles[g.rand.IntN(len(middles))]; m {
	case "&":
		parts = append(parts, "&", g.surname())
	case "-":
	default:
		parts = append(parts, m)
	}
	parts = append(parts, trades[g.rand.IntN(len(trades))])
	if f := forms[g.rand.IntN(len(forms))]; f != "-" {
		parts = append(parts, f)
	}
	return strings.Join(parts, " ")
}

func (g *generator) account() []search.Entry {
	g.accounts++
	id := g.id()
	shared := search.Entry{
		ClientID: fmt.Sprint(1_000_001 + g.accounts*g.step%9_000_000), Company: g.company(), Status: model.Active, CompanyPhone: g.phone(),
	}
	switch r := g.rand.IntN(100); {
	case r < 3:
		shared.Status = model.Suspended
	case r < 5:
		shared.Status = model.Closed
	}
	domain := strings.ReplaceAll(search.Fold(shared.Company), " ", "")
	domain = domain[:min(len(domain), 24)]
	if g.rand.IntN(2) == 0 {
		domain += fmt.Sprint(g.accounts % 1000)
	}
	all := make([]search.Entry, 1+int(20*g.rand.Float64()*g.rand.Float64()*g.rand.Float64())*2)
	for i := range all {
		e := shared
		first, last := g.pick(firstNames), g.surname()
		e.Person = model.PersonID(id + "." + g.id()[:8])
		e.Name, e.Extension, e.Phone = first+" "+last, fmt.Sprint(100+i), g.phone()
		plainFirst, plainLast := search.Fold(first), search.Fold(last)
		switch {
		case i == 0:
			e.Role = model.Admin
		case g.rand.IntN(12) == 0:
			e.Role = model.Phone
		default:
			e.Role = model.User
		}
		if e.Role != model.Phone {
			e.UserName = plainFirst[:1] + "." + plainLast
			if g.rand.IntN(20) > 0 {
				e.Email = fmt.Sprintf("%s.%s%d@%s.example", plainFirst, plainLast, i, domain)
			}
		}
		all[i] = e
	}
	return all
}
