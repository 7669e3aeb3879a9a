# Offers and wishes: what somebody lists, and a match between two people who do not know each other yet.

button-listing = List my offer or wish
listing-which = I can ask others whether they fit your offer or wish. Which is it?
listing-offer-technology = I offer technology
listing-seek-technology = I need technology
listing-seek-partner = I look for a partner
listing-seek-buyer = I look for a buyer
listing-seek-supplier = I look for a supplier
ask-listing-text = Write in one message what you offer or look for. Leave out names and phone numbers: strangers may read it.
listing-consent =
    People whose offer or wish fits may read this: “{ $text }”
    One of them gets your name, business and phone only when you and they both agree. It stays on the list for { $days } days. Shall I list it?
button-listing-yes = Yes, list it
button-listing-no = No
listing-open = It is on the list. Number: { $reference }. When somebody fits, I ask you first.
listing-paused = Paused. Nobody is asked until you go on.
listing-closed = It is off the list.
listing-dropped = All right. Nothing was listed.
listing-gone = This is closed already. You can list it again.
listing-needs-case = Please open a case first, so that I know who offers or looks for something.
listing-expired = { $reference }: it was on the list for { $days } days and is taken off now. List it again?
button-listing-pause = Pause
button-listing-resume = Go on
button-listing-again = List it again
button-listing-close = Take it off the list
step-match-looks = Next: I look for somebody who fits and ask you first.

match-proposed =
    { $reference }: somebody in { $country ->
        [TH] Thailand
       *[other] India
    } may fit. { $kind }: “{ $text }”
    Shall you both get each other's name, business and phone? Nothing is given unless both agree. Please answer by { $until }.
button-match-yes = Yes, I agree
button-match-no = No
match-waiting = Thank you. The other side is asked too. I write when they have answered.
match-agreed = You both agree. The contact comes in the next message.
match-declined = All right. Nothing of yours was given.
match-over = This match is over. Nothing of yours was given because of this button.
match-none = { $reference }: nothing came of the match. Nothing of yours was given. You stay on the list.
match-contact = { $reference }: you both agree. { $name }, { $enterprise }, phone { $phone }. They have yours too.
