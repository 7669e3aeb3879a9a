# People with roles, and conversations that a person takes over from the assistant.

staff-linked-officer = Welcome, { $name }. This account is now yours as an officer. /help shows what you can do, /waiting who waits for a person.
staff-linked-agent = Welcome, { $name }. This account is now yours as an agent. /waiting shows who waits for a person, /take takes the first, /done gives back.
staff-linked-admin = Welcome, { $name }. This account is now yours as an admin. /help shows what you can do.
staff-code-wrong = This code is wrong, used or too old. Nothing was changed. Please ask for a new one.
staff-refused = Your account may not do this any more. Nothing was changed. Please ask whoever manages the accounts.
staff-commands = I do not know this command. /waiting shows who waits, /take takes a conversation, /done gives it back, /help shows the commands for cases.
staff-not-yours = Your role may not do this. Nothing was changed.
staff-take-gone = Somebody else has taken it, or it is over. /waiting shows who waits now.
staff-take-busy = You are talking to somebody. Write /done first, then take the next.
staff-take-own = This is your own conversation. Somebody else must take it.
staff-took =
    You are talking to the person now. What you write goes to them, until you write /done. They wrote last:
    { $summary }
staff-nothing-held = You are talking to nobody right now. Nothing was changed.
staff-done = Thank you. The assistant answers there again.
staff-words-only = Only words can be passed on. This was not sent; please write it.
staff-person-gone = This person blocked our messages. Yours was not sent. Write /done to finish.
staff-waiting-none = Nobody waits for a person.
staff-waiting =
    Waiting for a person: { $count }
    { $lines }
staff-call-asked =
    Somebody wants to talk to a person. They wrote last:
    { $summary }
staff-call-failed =
    The assistant could not help somebody three times. They wrote last:
    { $summary }
staff-urgent =
    ⚠ URGENT: somebody may be in distress. Please take it at once. They wrote last:
    { $summary }
staff-urgent-kept = ⚠ URGENT: somebody may have been in distress while you were away. Please look at the urgent messages now.
staff-lost-left = The person went back to the assistant. The conversation is over.
staff-lost-silent = You did not answer in time. The assistant answers there again, and we have apologised.
staff-lost-disabled = You may not answer here any more. The assistant answers there again.
staff-button-take = I take it
staff-button-take-number = Take { $number }
staff-button-done = Finished
handover-asked = I am calling a person for you. Reference: { $reference }. If nobody comes here within { $minutes } minutes, I will tell you. Until then I go on answering.
handover-asked-failed = I could not help you three times, and I am sorry. I am calling a person for you; if nobody comes here within { $minutes } minutes, I will tell you.
handover-kept-failed = I could not help you three times, and I am sorry. I have stored your questions for a person. Reference: { $reference }. No one is on duty in this chat now, so I cannot promise a time.
handover-taken = { $name } has read your last messages and answers you here now. I stay silent until you are done.
handover-done = { $name } has finished. I, the assistant, answer again.
handover-left = All right. I, the assistant, answer again.
handover-nobody = I am sorry: nobody was free for you in time. I, the assistant, answer again. What you wrote is kept. Shall a person call you?
handover-silent = I am sorry: the person did not answer you in time. I, the assistant, answer again. What you wrote is kept. Shall somebody call you?
handover-write = A person answers you here now. Please write to them in words.
handover-call-back = I have stored that you want a call. Reference: { $reference }. I cannot promise a time.
handover-button-leave = Back to the assistant
handover-button-call-back = Please call me
erased-handovers = conversations with our people: { $count }
erased-accounts = staff accounts: { $count }
