"""English verbs and nouns that decide whose deed an infinitive, gerund or participle is."""

from __future__ import annotations

# Verbs whose subject, not object, does what their infinitive says ("promised him to leave").
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "use", "take", "need", "have"})
# Verbs whose object does what their infinitive says ("warned him not to leave").
OBJECT_CONTROL = frozenset(
    {"warn", "caution", "urge", "ask", "tell", "persuade", "convince", "force", "compel", "oblige", "allow",
     "permit", "enable", "invite", "encourage", "advise", "instruct", "command", "beg", "implore", "exhort",
     "entreat", "forbid", "lobby", "petition", "remind", "pressure", "challenge", "counsel", "coerce"}
)  # fmt: skip
# The same where the one addressed stands after "on" or "to" ("called on him to leave").
ADDRESSING = frozenset({"call", "appeal", "plead", "press", "prevail", "order", "signal", "give", "lean"})
# Verbs whose object does what the gerund after "of", "from" or "for" says ("accused him of lying").
GERUND_CONTROL = frozenset(
    {"accuse", "suspect", "convict", "prevent", "stop", "bar", "ban", "prohibit", "deter", "discourage",
     "dissuade", "block", "blame", "criticize", "criticise", "condemn", "denounce", "thank", "praise",
     "charge", "sanction", "punish", "arrest", "detain", "fine", "acquit", "keep", "restrain", "jail",
     "sentence", "rebuke", "fault", "slam", "chide", "indict", "hinder"}
)  # fmt: skip
# Participles that only say that what a noun names was done ("an offer made by ...").
DONE = frozenset(
    {"made", "issued", "lodged", "proposed", "imposed", "launched", "filed", "brought", "put", "laid",
     "submitted", "sent", "given", "carried", "committed", "conducted", "directed", "aimed", "staged",
     "signed", "reached", "drafted", "presented", "tabled", "led", "waged", "levelled", "leveled",
     "perpetrated", "provided", "brokered", "mediated", "held", "backed", "sponsored", "announced", "ordered"}
)  # fmt: skip
# Texts that do what a participle says of them for whoever issues them ("a report accusing ...").
TEXTS = frozenset(
    {"report", "statement", "letter", "lawsuit", "resolution", "message", "petition", "communique", "note",
     "tweet", "declaration", "complaint", "document", "article", "speech", "post", "suit", "motion", "order"}
)  # fmt: skip
