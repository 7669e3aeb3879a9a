"""A phone, an e-mail, an address or a site asked of one named document comes from that document alone.

What is nearest to "BAAC phone number" may well be another bank's number: it is never shown for this one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.comparing import that_answer
from actions.context import beside_what_is_asked
from knowledge.entities import named_in
from knowledge.search import Result, Search
from knowledge.slots import asked_for

CONTACTS = ("phone", "email", "address", "website")
# Facts of the document that are looked through.
_LOOKED_AT = 60


@dataclass(frozen=True, kw_only=True)
class Contact:
    """What one document says of a contact that is asked of it."""

    document: str
    found: Result  #: only facts that hold the contact; none: it is not in the document
    alone: bool  #: nothing else is asked, such as the contact of a branch


def contact_of_one(search: Search, result: Result) -> Contact | None:
    """None when no contact is asked, or not of one document."""
    query = result.query
    wanted = [slot for slot in asked_for(query.text, query.form) if slot in CONTACTS]
    named = search.named_documents(query) if wanted else ()
    if len(named) != 1:
        return None
    places = search.bundle.places_of(named[0])
    known = search.lexical.known_in(beside_what_is_asked(query), int(places[0]), int(places[-1]))
    found = that_answer(search, query, named[0], wanted, _LOOKED_AT)
    documents = (named[0], *(one for one in found.documents if one != named[0]))
    return Contact(
        document=named[0],
        found=replace(found, documents=documents),
        alone=known == 1.0 and not named_in(query.terms),
    )
