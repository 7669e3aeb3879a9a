# How an answer is framed. The facts inside come from the documents.

answer-as-of = As of { $date }. Source: { $source } ({ $grade })
answer-undated = Source: { $source } ({ $grade })
answer-as-of-several = As of { $date }. Sources: { $sources }
answer-undated-several = Sources: { $sources }
compare-missing = { $title }: my documents do not say this.
grade-official = official
grade-institutional = the institution itself
grade-press = press
grade-private = private, not official
grade-unknown = not graded
grade-raw = raw document, not checked by us

caution-expired = Careful: the period given in the documents ended on { $date }. Ask whether it still runs.
caution-private = Careful: this comes from a private source, not an official one.
label-translated = (our translation)
label-original = (text in { $language })
language-en = English
language-hi = Hindi
language-gu = Gujarati
language-th = Thai

no-answer-not_in_documents = I don't know: this is not in my documents.
no-answer-out_of_scope = I don't know: I only know about support for small businesses.
no-answer-ambiguous = I am not sure what you mean. Please write the name of the scheme or a few more words.
no-answer-expired = I don't know anything current about this: what I have has ended.
no-answer-needs_person = I cannot decide or look into your own case. A person has to do that.
no-answer-nearest = The nearest thing I know: { $title }
no-answer-unchecked = Found in a raw document, not checked by us:
no-answer-offer = A person can read your question if you like.
detail-missing = My documents say nothing about this for { $title }.

clarify = Which one do you mean?
find-scheme = These may fit. Choose one to read more:
find-nothing = I found no scheme that clearly fits. Write what you make or sell, where, and what you need.
