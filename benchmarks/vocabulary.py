"""The words of the made archive: lists and patterns, nothing that is drawn.

A name in braces stands for one entry of another list, or for one of the story's own people, places and
organizations. Every name of a term is plain ASCII and safe as a plain YAML scalar.
"""

SECTIONS = (
    "World",
    "Politics",
    "Business",
    "Local",
    "Science",
    "Health",
    "Culture",
    "Sport",
    "Environment",
    "Opinion",
)

SOURCES = (
    "North Coast Wire",
    "Meridian Press Agency",
    "United Telegraph",
    "Lowland News Service",
    "Port and Rail Bulletin",
    "Associated Dailies",
    "Highland Radio",
    "Continental Photo",
)

KICKERS = (
    "Analysis",
    "Exclusive",
    "Interview",
    "The week ahead",
    "On the ground",
    "Explained",
    "Letter from the coast",
    "Court report",
    "Elections",
    "Trade",
    "Weather",
    "From the archive",
)

FIRST_NAMES = tuple(
    "Ada Agnes Amara Anton Bela Bruno Carla Cyril Dara Edda Elias Emil Esther Farid Greta Hana Hugo "
    "Ines Ivo Jonas Judith Karim Leila Lucian Magda Marek Mina Morag Nadia Nils Olga Oscar Petra "
    "Rafael Ruth Selma Simon Tamar Tomas Ursula Vera Viktor Wanda Yara Yusuf Zora".split()
)

LAST_NAMES = tuple(
    "Abara Adler Almeida Bakker Barlow Bergman Brandt Calder Castell Cole Dahl Demir Draper Eklund "
    "Farrow Ferrante Galt Grieve Haddad Halloran Hargreave Ibsen Jansen Keane Kovac Lindqvist Lisle "
    "Lorne Maurice Mbeki Moreau Nagy Nolan Norrington Okafor Orlov Pereira Quill Ramsay Rossi Sandoval "
    "Sato Sorley Strand Tarrant Thorne Ulrich Vance Varga Weir Whitlock Yilmaz Zeller".split()
)

PLACE_BEGINNINGS = tuple(
    "Ash Beck Black Brack Calder Cross Dun East Elder Fen Glen Grand Hal Hart High Holm Iron Kell King "
    "Lang Lind Low Mar Mill Nether New North Oak Port Raven Red Salt Sand Stan Thorn Upper West White "
    "Winter".split()
)

PLACE_ENDINGS = tuple(
    "bay borough bridge burn bury castle cliff combe dale den field ford gate ham haven head hill "
    "hurst land ley mere mouth port stead stone ton vale water wick worth".split()
)

REGIONS = (
    "Northmark",
    "the Lowlands",
    "Carrow",
    "East Vessen",
    "the Outer Isles",
    "Southreach",
    "Tarn County",
    "Westmoor",
    "the Republic of Asken",
    "Oristan",
    "Kavelia",
    "Lower Dross",
)

ORGANIZATION_KINDS = tuple(
    "Harbour Board|City Council|University Hospital|Chamber of Commerce|Teachers Union|Rowing Club|"
    "Water Company|Transport Authority|Housing Trust|Symphony Orchestra|Institute of Technology|"
    "Food Bank|Fire Brigade|Electoral Commission|Savings Bank|Fishermen Cooperative|Historical Society|"
    "Rail Operators|Steel Works|Public Library".split("|")
)

TAG_SUBJECTS = tuple(
    "airport bank beach bridge budget bus census climate coal coast court customs dairy dam election "
    "energy factory farm ferry fire fish flood football forest fuel gas grain harbour heat hospital "
    "hotel housing insurance island labour land library maritime market migration mining museum "
    "nuclear pension pipeline police port power prison rail refugee river road school sea shipyard "
    "space steel storm street student tax theatre timber tourism trade tram transport tunnel vaccine "
    "water wheat wind wine".split()
)

TAG_MATTERS = tuple(
    "accidents aid apprentices audits bans bills boards budgets cases closures companies costs cuts "
    "debts delays deals debates exports fares fees fraud funds grants history imports inquiries "
    "inspections investment jobs laws leaders licences loans losses maps offices pay permits plans "
    "policy prices profits protests reform repairs research rights rules safety shortages strikes "
    "subsidies supply talks tests treaties unions wages workers".split()
)

SERIES_SUBJECTS = tuple(
    "Border|Classroom|Coast Road|Courtroom|Election|Factory|Harbour|Island|Last Ferry|Long Winter|"
    "Lost Archive|Night Train|Old Town|Open Sea|River|Second Bridge|Silent Street|Steel|Valley|Wheat".split("|")
)

SERIES_KINDS = ("papers", "diaries", "letters", "questions")

# What follows is prose. Claims and quotes are expanded once into the phrases of which sentences are made.

WORDS: dict[str, tuple[str, ...]] = {
    "weekday": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "month": ("January", "March", "May", "June", "September", "November"),
    "number": (
        "three",
        "five",
        "eleven",
        "two dozen",
        "40",
        "more than 60",
        "about 120",
        "240",
        "nearly 1,900",
    ),
    "money": (
        "$1.4 million",
        "$32 million",
        "€600,000",
        "some $8 billion",
        "£75 a head",
        "less than $20,000",
    ),
    "percent": ("1.8 percent", "a fifth", "12 percent", "almost half", "three-quarters", "0.4 percent"),
    "official": (
        "the deputy mayor",
        "a senior official",
        "the finance minister",
        "the harbour master",
        "a spokeswoman for the ministry",
        "the head of the inquiry",
        "a lawyer for the families",
        "the chief engineer",
        "an adviser to the prime minister",
        "the union’s negotiator",
        "a foreign diplomat",
        "the chair of the committee",
    ),
    "group": (
        "residents",
        "shopkeepers",
        "the opposition",
        "dock workers",
        "farmers in the valley",
        "campaigners",
        "parents",
        "two former ministers",
        "scientists who reviewed the data",
        "aid agencies",
        "small investors",
        "members of the council",
    ),
    "thing": (
        "the second bridge",
        "the draft budget",
        "a new flood barrier",
        "the railway timetable",
        "the fishing agreement",
        "the old grain store",
        "a report on air quality",
        "the hospital’s east wing",
        "the pension reform",
        "an offer from the employers",
        "the border crossing",
        "the search for a missing trawler",
        "the city’s water supply",
        "the reactor’s licence",
        "a museum of the coast",
        "the school building programme",
    ),
    "deed": (
        "approved",
        "delayed",
        "called into question",
        "paid for",
        "reopened",
        "quietly abandoned",
        "put to a vote",
        "defended",
        "described in detail",
        "sent back to the committee",
        "published",
        "thrown out",
    ),
    "reason": (
        "because the money had run out",
        "after a week of rain",
        "despite warnings from engineers",
        "in spite of two court orders",
        "before the summer recess",
        "while talks went on next door",
        "as prices rose for a {ordinal} month",
        "without explaining why",
        "under an agreement signed in {month}",
        "after an inspection found cracks in {number} places",
        "on the advice of outside auditors",
        "for the {ordinal} time in as many years",
    ),
    "ordinal": ("second", "third", "fourth", "fifth", "ninth"),
    "event": (
        "the storm",
        "the vote",
        "a landslide on the coast road",
        "the strike",
        "last year’s fire",
        "the election",
        "the closure of the mill",
        "an outage that lasted {number} hours",
        "the budget talks",
        "the visit of the inspectors",
    ),
    "headline_subject": (
        "Council",
        "Court",
        "City hall",
        "Regulator",
        "Ministry",
        "Watchdog",
        "Hospital",
        "Union",
        "Steelmaker",
        "Port",
        "Rail operator",
        "Parliament",
        "Fishing fleet",
        "Brigade",
        "Lender",
        "Inquiry",
    ),
    "headline_deed": (
        "backs",
        "delays",
        "rejects",
        "reopens",
        "questions",
        "agrees on",
        "warns over",
        "votes on",
        "puts off",
        "pays for",
        "sues over",
        "looks again at",
    ),
    "headline_object": (
        "second bridge",
        "flood barrier",
        "winter timetable",
        "fishing quota",
        "hospital wing",
        "pension reform",
        "harbour dredging",
        "school closures",
        "water prices",
        "border crossing",
        "coal phase-out",
        "tram extension",
        "grain exports",
        "housing plan",
        "ferry route",
        "reactor licence",
        "steel subsidy",
        "night trains",
    ),
    "headline_end": (
        "after storm",
        "as costs rise",
        "in close vote",
        "for third time",
        "before election",
        "despite protests",
        "after audit",
        "in {place}",
        "near {place}",
        "as talks stall",
        "by spring",
        "over safety fears",
        "following inquiry",
        "with no date set",
    ),
}

CLAIMS: tuple[str, ...] = (
    "{thing} would be {deed} {reason}",
    "{group} had {deed} {thing} {reason}",
    "{percent} of the cost, or {money}, would fall on {group}",
    "{thing} could not be {deed} until {weekday}",
    "{official} had {deed} {thing}",
    "{number} of the {group} had not been told of {event}",
    "nothing about {thing} had changed since {event}",
    "the figure for {month}, {money}, was “well within the plan”",
    "{thing} was safe, and that {group} had “no reason to worry”",
    "{number} people were moved to a sports hall {reason}",
)

QUOTES: tuple[str, ...] = (
    "We were told that {thing} had been {deed}, and then nobody came",
    "You cannot run a town on promises, and you can't eat {thing} either",
    "I have lived here for {number} years and I've never seen anything like it",
    "It isn't about {thing}, it's about who decides",
    "There's no plan, there's only {money} and a press release",
    "If {group} want {thing} to be {deed}, they should say so in public",
    "We'll look at the numbers on {weekday} and not a day before",
    "People ask me about {event} every single day",
    "Nobody lost a job over this, and nobody should",
    "What was {deed} can be {deed} again",
)

SENTENCES: tuple[str, ...] = (
    "{person} said on {weekday} that {claim}.",
    "The {organization} said that {claim}.",
    "“{quote},” said {person}, who was in {place} {reason}.",
    '"{quote}," {official} told reporters.',
    "In {place}, {group} waited for news of {thing} {reason}.",
    "According to figures from the {organization}, {percent} of {group} were affected by {event}.",
    "{official_capital} declined to comment, but a person who had seen the papers said that {claim}.",
    "The decision means that {thing} will be {deed} by the end of {month}, later than planned.",
    "It was not clear on {weekday} whether {claim}.",
    "By {weekday} evening {number} people had signed a letter asking for {thing} to be {deed}.",
    "Critics of the {organization}, among them {group}, say that {claim}.",
    "At a meeting in {place} on {weekday}, {person} asked why {thing} had been {deed} {reason}.",
    "The cost has risen by {percent} since {event}, to {money}.",
    "Neither {person} nor the {organization} would say how {thing} came to be {deed}.",
    "It is the {ordinal} such case since {event}.",
    "“{quote},” {person} said. “{quote}.”",
    "{group_capital} -- {number} of them, by the count of {official} -- stood outside {reason}.",
    "The road from {place} was closed for {number} hours on {weekday}.",
    "A spokesman for the {organization} confirmed that {claim}, and that more would be known by {weekday}.",
    "What happens next depends on {official}, and on whether {thing} can be {deed} {reason}.",
)

SUBHEADS: tuple[str, ...] = (
    "What is known",
    "A question of money",
    "After {event}",
    "The view from {place}",
    "What happens next",
    "A long argument",
    "“No reason to worry”",
    "How it began",
    "The numbers",
    "A second opinion",
)

LIST_ITEMS: tuple[str, ...] = (
    "**{weekday}:** {thing} is {deed}.",
    "{number_capital} people, most of them from {place}, asked for help.",
    "{money_capital} was set aside {reason}.",
    "The {organization} says that {claim}.",
    "{group_capital} want {thing} to be {deed}.",
)

HEADLINES: tuple[str, ...] = (
    "{headline_subject} {headline_deed} {headline_object} {headline_end}",
    "{headline_subject} {headline_deed} {headline_object} {headline_end}, {person} says",
    "{place} {headline_deed} {headline_object} {headline_end}",
    "{person}: {headline_object} ‘{deed}’ {headline_end}",
    "{headline_subject} {headline_deed} {headline_object}",
    "{headline_subject} in {place}: {headline_object} {deed} {headline_end}",
    "Why {place} {headline_deed} {headline_object} {headline_end}",
    "{headline_object_capital} {deed} {headline_end}",
)
