# Thumbs under an answer, and what is written unasked to those who agreed.

rated = Thank you for telling me.
rated-up = Thank you. If a fact that I gave you changes, shall I write to you here?
rated-down = Thank you for telling me. Shall I write to you here when there is a better answer?
tell-answer = All right. I will write to you here when there is an answer. To end this, write "stop messages".
tell-updates = All right. I will write to you here when a fact that I gave you changes. To end this, write "stop messages".
tell-no = All right, I will not write to you about this.
miss-answered = On { $date } you asked: “{ $question }”. Now there is an answer:
correction = Something that I told you on { $date } has changed: { $title }
correction-before = Before: { $fact }
correction-now = Now: { $fact }
correction-gone = No longer in my documents: { $fact }
correction-end = If you want no more such messages, write "stop messages".
button-good = 👍 Helpful
button-bad = 👎 Not helpful
button-tell-me = Tell me when known
button-yes = Yes
button-no = No
