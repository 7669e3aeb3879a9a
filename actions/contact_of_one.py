"""A phone, an e-mail, an address or a site asked of one named document comes from that document alone.

What is nearest to "BAAC phone number" may well be another bank's number: it is never shown for this one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from actions.comparing import that_answer
from actions.context import beside_what_is_asked, knows_all
from knowledge.entities import named_in
from knowledge.search import Result, Search
from knowledge.slots import asked_for

CONTACTS = ("phone", "email", "address", "website")


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
    found = that_answer(search, query, named[0], wanted)
    documents = (named[0], *(one for one in found.documents if one != named[0]))
    return Contact(
        document=named[0],
        found=replace(found, documents=documents),
        alone=knows_all(search, named[0], beside_what_is_asked(query)) and not named_in(query.terms),
    )
