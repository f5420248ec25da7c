// This file is about calls.
package nouns

import "callin/model"

// Deed says what was done about something lost: "Client ID: told".
func Deed(d model.Deed) string {
	if d.Article != "" {
		return "article mailed: " + string(d.Article)
	}
	if d.Way == model.WayTell && d.Mail != "" {
		return string(d.Lost) + ": mailed as well"
	}
	words, ok := ways[d.Way]
	if !ok {
		words = string(d.Way)
	}
	return string(d.Lost) + ": " + words
}

var ways = map[model.Way]string{
	model.WayTell: "told", model.WayReferral: "referred to the account admin", model.WayPortal: "shown the way in the portal",
	model.WayArticle: "pointed to the article", model.WayNone: "explained that there is none",
	model.WayRequestMail: "password request mailed", model.WayTicket: "temporary password mailed",
}
