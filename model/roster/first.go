package roster

// The accounts that every demo begins with, whatever its seed: pictures and
// manuals show them.

import "callin/model"

// firstClientID is Lindgren Pumps'. All other Client IDs of a demo are above it.
const firstClientID = 4410442

func firstAccounts() []Account {
	plain := func(s string) Given { return Given{Secret: model.NewSecret(s)} }
	return []Account{
		{
			ClientID: "4410442", Company: "Lindgren Pumps", Status: model.Active, Phone: "+17035550110",
			Rows: []Row{
				{
					Name: "Ada Okafor", Role: model.Admin, Extension: "100", UserName: "a.okafor",
					Email: "ada@lindgren.example", Phone: "+17035550110", Question: "Name of your first school?",
					Answer: plain("Lindenschule"), Password: plain("copper-fjord-lantern-42"), PIN: plain("7305"),
				},
				{
					Name: "Ben Sørensen", Role: model.User, Extension: "101", UserName: "b.sorensen",
					Email: "ben@lindgren.example", Phone: "+17035550122",
					Password: plain("walnut-tundra-pebble-17"), PIN: plain("4826"),
				},
				{ // no address on file: referral to Ada
					Name: "Cara Diaz", Role: model.User, Extension: "102", UserName: "c.diaz", Phone: "+17035550113",
					Password: plain("saffron-raven-meadow-63"), PIN: plain("9153"),
				},
				{Name: "Lobby Phone", Role: model.Phone, Extension: "103", Phone: "+17035550114"},
			},
		},
		{ // nearly the same name: the one to mistake for the other
			ClientID: "4410517", Company: "Lindgrün Dental", Status: model.Active, Phone: "+15715550107",
			Rows: []Row{{
				Name: "Ilse Krämer", Role: model.Admin, Extension: "100", UserName: "i.kramer",
				Email: "ilse@lindgruen.example", Phone: "+15715550107", Question: "Town where your parents met?",
				Answer: plain("Ålesund"), Password: plain("birch-velvet-quarry-80"), PIN: plain("6294"),
			}},
		},
	}
}
