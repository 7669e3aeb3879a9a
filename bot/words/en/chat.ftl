# What the assistant says outside answers. Plain words, short lines; read on cheap phones.
# $name variables are filled by the program; keep them. One message may have several lines.

greet =
    Hello! I am Sahayak. I answer questions about government schemes for small businesses, with the source and date.
    If your business needs help, I open a case for you, and a person at the desk works on it.
    Ask me in your own words.
thanks = You are welcome. Ask me anything else whenever you like.
goodbye = Goodbye, and good luck with your work. Your messages here are kept, so you can continue any time.
help =
    I can do five things:
    1. Answer from scheme documents, with source and date, or tell you that I don't know.
    2. Find schemes that may fit your work.
    3. Open a case: I ask some questions, see what kind of help fits, and the desk sends it to an agency that helps.
    4. Tell you where your case stands.
    5. Take a message for a person who will read it.
    Write in English, Hindi, Gujarati or Thai, or in Hindi/Gujarati with English letters.
why =
    I ask only for what a person needs to understand your problem, to find the right help and to reach you. What you write is stored for that and nothing else.
    You may leave something out: write "skip". To stop, write "cancel".
nothing-open = Nothing is open right now that could be changed. Ask a question, or write "help".
ok = All right.
affirm-nothing = Good. What would you like to know?
cancelled = Cancelled. What you had already sent is still kept for the person: reference { $reference }.
nothing-to-cancel = There is nothing to cancel. Ask a question, or write "help".

language-set = I will write in English from now on.
language-ask = Which language shall I use?

# A message for a person. $reference is what the person can quote later.
person-talk_to_human = I have stored your request for a person. Reference: { $reference }. No one is on duty in this chat yet, so I cannot promise a time.
person-complaint = Thank you for telling us. I have stored your complaint for a person. Reference: { $reference }.
person-stop_messages = I will not write to you on my own any more; I only answer when you write. I have stored your wish. Reference: { $reference }.
person-feedback = Thank you, I have stored this for the people who keep my documents true. Reference: { $reference }.
ask-person-message =
    Write in one message what the person should know, and a phone number and time if you want a call.
    Or press the button if that is all.
message-added = Added to { $reference }. A person will read it.
person-status =
    { $count ->
        [0] You have not left a message for a person here.
        [one] You have left one message for a person:
       *[other] You have left { $count } messages for a person:
    }
person-status-line = { $reference }, { $date }: stored, not yet answered
person-status-end = If you have a case number, write it to see where the case stands.

# Distress: always the helpline first.
distress =
    I am worried about you, and you are not alone. Please talk to someone now:
    { $helplines }
    If you are in danger, go to people near you or the nearest hospital. I have marked your message urgent for a person: { $reference }.
# To `sahayak ask`, which stores nothing and alerts nobody.
distress-helplines =
    I am worried about you, and you are not alone. Please talk to someone now:
    { $helplines }
    If you are in danger, go to people near you or the nearest hospital.

# Input that cannot be taken as it is. Nothing sent before is lost.
empty = Your message arrived empty. Please write your question in a few words.
emoji-only = I can see your picture sign, but I need words. What would you like to know?
unreadable = I could not read that message. Nothing else is lost. Please write it again in a few words.
unknown-script = I cannot read this language yet. I understand English, Hindi, Gujarati and Thai, also Hindi and Gujarati in English letters.
old-button = That button is no longer valid. Please write your question, or choose again below.
# Before the question of a form, which follows.
empty-here = Your message arrived empty.
emoji-only-here = I can see your picture sign, but here I need words or a button.
unreadable-here = I could not read that message. Nothing else is lost.
old-button-here = That button is no longer valid. Please answer the question below.
too-long = Your message was very long, so I read the first { $limit } characters.
one-moment = One moment, I am still working on your message. Nothing is lost; you need not send it again.
trouble = Something on our side failed, and your message could not be answered. It is stored. Please send it again in a few minutes.

button-benefits = Benefits
button-eligibility = Who can apply
button-papers = Papers
button-apply = How to apply
button-contact = Contact
button-person = Talk to a person
button-that-is-all = That is all
button-find = Find a scheme
button-ask-example = What is CGTMSE?
button-language = Language
button-help = What can you do?
message-kept = All right. Your message { $reference } is kept as it is, and a person will read it.
