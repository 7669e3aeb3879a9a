# Thumbs under an answer, and what is written unasked to those who agreed.

rated = Janavva badal aabhar.
rated-up = Aabhar. Me aapeli koi mahiti badlay, to tamne ahi lakhu?
rated-down = Janavva badal aabhar. Vadhare saro javab male tyare tamne ahi lakhu?
tell-answer = Saru. Javab malse tyare hu tamne ahi lakhish. Bandh karvu hoy to lakho "message band karo".
tell-updates = Saru. Me aapeli koi mahiti badlase tyare hu tamne ahi lakhish. Bandh karvu hoy to lakho "message band karo".
tell-no = Saru, aa vishe hu tamne nahi lakhu.
miss-answered = { $date } na roj tame puchyu hatu: “{ $question }”. Have eno javab mali gayo che:
correction = { $date } na roj me je kahyu hatu tema kaik badlayu che: { $title }
correction-before = Pehla: { $fact }
correction-now = Have: { $fact }
correction-gone = Have mara document ma nathi: { $fact }
correction-end = Aava message have na joita hoy to lakho "message band karo".
button-good = 👍 Kaamnu
button-bad = 👎 Kaamnu nathi
button-tell-me = Khabar pade to kehjo
button-yes = Ha
button-no = Na
