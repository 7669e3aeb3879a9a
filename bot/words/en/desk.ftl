# The desk: the intake's questions, its case, and what becomes of it. Read on cheap phones; short lines.

intake-which-desk = A person can work on this with you. In which country is your business?
programme-in-msme = India
programme-th-ssrc = Thailand
intake-opening =
    I will ask you some questions, one at a time, and open a case that a person works on.
    At any question you may write: skip, back, why, cancel. You may also ask me something else in between.
intake-consult = You can also turn to this place at once:
intake-again = You had begun already. Your answers are kept; we go on where you stopped.
intake-restarted = We start again from the beginning.
intake-cancel = I have stopped. Nothing was sent. Your answers are kept until you decide.
intake-later = All right, later. Your answers are kept. Press the button or write "continue my case" when you are ready.
intake-kept = Your answers for the case are kept too. To go on with them press the button or write "continue my case".
intake-forgotten = Your answers are deleted. Nothing was sent.
intake-refused = Then I ask nothing and keep nothing. I still answer your questions, and you can leave a message for a person.
intake-gone = These questions are closed already. You can open a new case.
intake-nothing-before = This is the first question.
intake-doubt = You wrote "{ $typed }". If that really is the answer, write yes or press the button. Otherwise please answer the question.
intake-cannot-skip = This one is needed; without it nobody can help.
intake-not-ready = A needed answer is still missing. Nothing you gave is lost.
intake-not-given-yet = I have not asked for that yet. It comes in a moment.
intake-code = To go on in another app or on another phone, write this there within a day: { $code }. It works once.
intake-wrong-code = That code does not work: it was used, is older than a day, or was mistyped. Ask for a new one where you began.
intake-moved = Your answers are here now. We go on.
intake-moved-away = Your answers are in the other app now, where the code was written. They are no longer shown here. You can open a new case here.
intake-heard =
    Thank you for telling me. With your yes it goes into your case in your own words: you need not write it again, and you can change it at the end.
    Without your yes I put nothing into a case.
intake-noted = Thank you, I have added this to your case in your own words. You can change it at the end.
intake-greeted = Hello! Let us go on with your case.
intake-thanked = You are welcome. We were here:
intake-place = ({ $place }/{ $places })
intake-given = So far: { $value }
intake-summary = Please check:
intake-summary-end = Is everything right? Press Send, or choose what to change.
answer-cut = Your text was long; I kept the beginning.

case-opened = Your case is open. Number: { $reference }. Please write it down.
case-opened-agencies = Suggested for you: { $agencies }. A person at the desk checks this before anything is sent.
case-opened-due = You will hear from the desk by { $due }.
case-opened-end = Ask "where is my case?" at any time.

ask-consent =
    May I write down your name, business, phone and what you need, so that the desk can work on your case and send what is needed to agencies that can help?
    You can have it all deleted at any time.
ask-name = What is your name?
ask-enterprise = What is your business called?
ask-region =
    { $programme ->
        [th-ssrc] In which province is it?
       *[other] In which state is it?
    }
ask-district = Which district or town?
ask-sector = What kind of business is it?
ask-needs = What help do you need? Press one or more, then Done. Or write it.
ask-description = Tell in your own words what has happened or what you plan.
ask-trading = How is business now?
ask-loan = Do you have a loan, and how are the payments?
ask-orders = Do you have orders or customers?
ask-age = How old is the business?
ask-turnover = About how much does it sell in a year?
ask-registration =
    { $programme ->
        [th-ssrc] What is its registration number (13 digits)? Skip it if there is none.
       *[other] What is its Udyam number, such as UDYAM-GJ-01-0000000? Skip it if there is none.
    }
ask-phone = On which phone number can you be reached?
ask-contact-time = When is a good time to call?

why-consent = The law and good manners ask for your agreement before anything about you is written down.
why-name = So that whoever calls you knows whom to ask for.
why-enterprise = So that the agency can find your business in its records.
why-region = Agencies and schemes differ from place to place.
why-district = To find the office nearest to you.
why-sector = Some help is only for certain kinds of business.
why-needs = It decides which agency your case goes to.
why-description = A person understands your case better in your own words. The agencies that your case is sent to may read them.
why-trading = It shows whether money, advice or a fresh start helps most.
why-loan = What can be done depends on how late payments are.
why-orders = A business with orders needs other help than one without.
why-age = Some help is for new businesses, some for old ones.
why-turnover = Limits of schemes depend on size. A rough figure is enough.
why-registration = With it an agency finds your record faster. It is not needed to open a case.
why-phone = The desk must be able to reach you. It is given to the agencies that your case is sent to; to others only if you agree.
why-contact-time = So that nobody calls while you work.

label-name = Name
label-enterprise = Business
label-region = State or province
label-district = District
label-sector = Kind of business
label-needs = Help needed
label-description = In your words
label-trading = Business now
label-loan = Loan
label-orders = Orders
label-age = Age
label-turnover = Sales a year
label-registration = Registration number
label-phone = Phone
label-contact-time = Time to call

bad-empty = I did not get any words. Please answer in a few words.
bad-choice = That button does not belong here.
bad-consent = Is that a yes or a no? I ask before I write anything into a case.
bad-name = I need a name in letters.
bad-enterprise = I need the name of the business in letters or numbers.
bad-region =
    I do not know this place. Please write only the state or province, such as Gujarat or Khon Kaen.
bad-description = Please tell it in a few words.
bad-needs = I did not understand which help you mean. Press a button, or write for example: loan, selling.
bad-sector = I did not understand that. Please press a button or write its number.
bad-trading = I did not understand that. Please press a button or write its number.
bad-loan = I did not understand that. Please press a button or write its number.
bad-orders = I did not understand that. Please press a button or write its number.
bad-age = How many years? Write a number such as 4, or press a button.
bad-turnover = Write an amount such as 20 lakh or 2 million a year, or 50,000 a month, or press a button.
bad-registration-udyam = An Udyam number looks like UDYAM-GJ-01-0000000. Please check it, or skip.
bad-registration-udyam-state = No state has the letters in this Udyam number. Please check it, or skip.
bad-registration-thai-length = A registration number has 13 digits. Please check it, or skip.
bad-registration-thai-check = One digit of this number cannot be right. Please check it, or skip.
bad-phone = I cannot call this number. Please write it with all its digits.
bad-phone-length = This number has too few or too many digits. Please write all of it.
bad-contact-time = Please press a button, or write morning, afternoon or evening.
bad-summary = Please press Send, or choose what to change. You may also write: change my phone.

consent-yes = Yes, I agree
consent-no = No
needs-finance = Money, loan
needs-management = Running the business
needs-marketing = Selling more
needs-technology = Machines, technology
needs-export = Export
needs-registration = Registration, licences
needs-dispute = Buyer does not pay, dispute
needs-recovery = Debts, rescue
needs-other = Something else
sector-manufacturing = Making things
sector-food = Food, restaurant
sector-textile = Cloth, weaving
sector-handicraft = Handicraft
sector-retail = Shop, trade
sector-services = Services
sector-farming = Farming
sector-tourism = Tourism
sector-other = Other
trading-growing = Growing
trading-steady = Steady
trading-falling = Falling
trading-stopped = Stopped
loan-none = No loan
loan-regular = Paid on time
loan-late = Up to 3 months late
loan-overdue = More than 3 months late
loan-court = Notice or court
orders-plenty = Many
orders-some = Some
orders-none = None
age-under1 = Under 1 year
age-1to3 = 1 to 3 years
age-3to10 = 3 to 10 years
age-over10 = Over 10 years
turnover-micro = Up to 10 crore rupees
turnover-small = 10 to 100 crore rupees
turnover-medium = 100 to 500 crore rupees
turnover-upto2m = Up to 2 million baht
turnover-upto50m = 2 to 50 million baht
turnover-upto100m = 50 to 100 million baht
turnover-upto300m = 100 to 300 million baht
turnover-upto500m = 300 to 500 million baht
turnover-above = More
contact-time-morning = Morning
contact-time-afternoon = Afternoon
contact-time-evening = Evening
contact-time-any = Any time

button-done = Done
button-doubted = My answer is "{ $typed }"
button-skip = Skip
button-why = Why?
button-send = Send
button-more = More
button-change = Change: { $field }
button-continue = Continue
button-forget = Delete my answers
button-case = Open a case
button-where-is-it = Where is my case?
button-answer = Answer
button-answer-later = Not now

# Where a case stands.
case-status = Case { $reference }, open for { $days ->
        [0] less than a day
        [one] one day
       *[other] { $days } days
    }.
case-with-sent = Sent to: { $agency }. It has not been opened yet.
case-with-seen = { $agency } has seen it and has not answered yet.
case-with-accepted = { $agency } has accepted it.
case-with-in-progress = { $agency } is working on it.
case-due = Promised by { $due }.
case-closed = It is closed: { $outcome }.
case-none = I know of no case from this chat. If you have a case number, write it with the last four digits of your phone, such as: IN-26-000001-7 1234.
case-need-phone = To show { $reference }, I need the last four digits of the phone number you gave. Please write them.
case-mistyped = This case number has a mistake in it: one digit cannot be right. Please check it and write it again.
case-unknown = I find no case { $reference } with these phone digits. Check the number and write the four digits again.
case-locked = Too many tries for this case. Please try again in an hour, or ask for a person.

step-officer-looks = Next: a person at the desk looks at it.
step-agency-answers = Next: the agency answers.
step-agency-works = Next: the agency works on it and tells the desk.
step-desk-closes = Next: a person at the desk checks the result with you.
step-you-answer = Next: the desk needs an answer from you.
case-question = The desk asks: { $question }
case-answer-ask = Please write your answer on case { $reference }. Your next message goes to the person at the desk.
case-answer-taken = Thank you. The desk has your answer; case { $reference } goes on.
case-answer-over = The desk waits for no answer on case { $reference } any more. To tell them something else, ask for a person.
case-answer-later = All right. The desk still waits for your answer on case { $reference }.

outcome-helped = you were helped
outcome-partly-helped = you were helped in part
outcome-no-help-found = no agency could help
outcome-withdrawn = you took it back
outcome-not-reached = we could not reach you
outcome-duplicate = it was opened twice; the other case goes on

# Notices, sent when something happens to a case.
notice-send = Case { $reference }: it was sent to { $agency }. I tell you when they answer.
notice-see = Case { $reference }: { $agency } has opened it.
notice-accept = Good news on case { $reference }: { $agency } has accepted it. Expect their call.
notice-decline = Case { $reference }: { $agency } cannot take it. The desk looks for the next best agency; you need do nothing.
notice-expire = Case { $reference }: { $agency } did not answer in time. The desk looks for the next best agency; you need do nothing.
notice-start = Case { $reference }: { $agency } has begun to work on it.
notice-progress = Case { $reference }: there is progress at { $agency }.
notice-complete = Case { $reference }: { $agency } has finished. The desk checks the result with you before closing it.
notice-fail = Case { $reference }: { $agency } could not finish it. The desk looks for the next best agency; you need do nothing.
notice-decline-nobody = Case { $reference }: { $agency } cannot take it, and the directory names no other agency. A person at the desk looks for another way.
notice-expire-nobody = Case { $reference }: { $agency } did not answer in time, and the directory names no other agency. A person at the desk looks for another way.
notice-fail-nobody = Case { $reference }: { $agency } could not finish it. No other agency is asked for now; a person at the desk looks at it.
notice-recall = Case { $reference }: the desk has taken it back from { $agency }. Your case stays open.
notice-bounce = Case { $reference }: our letter did not reach { $agency }. The desk passes it on another way; you need do nothing.
notice-resume = Case { $reference } goes on: the desk has what it asked you for.
notice-your-turn = Case { $reference }: the desk asks: { $question }
notice-your-turn-again = Case { $reference }: the desk still needs your answer to go on: { $question }
notice-delayed = Case { $reference }: we are late, and we are sorry. Another person takes it over. New date: { $date }.
notice-closed = Case { $reference } is closed: { $outcome }. If that is not right, write to me.
