# Thumbs under an answer, and what is written unasked to those who agreed.

rated = જણાવવા બદલ આભાર.
rated-up = આભાર. મેં આપેલી કોઈ માહિતી બદલાય, તો તમને અહીં લખું?
rated-down = જણાવવા બદલ આભાર. વધારે સારો જવાબ મળે ત્યારે તમને અહીં લખું?
tell-answer = સારું. જવાબ મળશે ત્યારે હું તમને અહીં લખીશ. બંધ કરવું હોય તો લખો "મેસેજ બંધ કરો".
tell-updates = સારું. મેં આપેલી કોઈ માહિતી બદલાશે ત્યારે હું તમને અહીં લખીશ. બંધ કરવું હોય તો લખો "મેસેજ બંધ કરો".
tell-no = સારું, આ વિશે હું તમને નહીં લખું.
miss-answered = { $date } ના રોજ તમે પૂછ્યું હતું: “{ $question }”. હવે એનો જવાબ મળી ગયો છે:
correction = { $date } ના રોજ મેં જે કહ્યું હતું તેમાં કંઈક બદલાયું છે: { $title }
correction-before = પહેલાં: { $fact }
correction-now = હવે: { $fact }
correction-gone = હવે મારા દસ્તાવેજમાં નથી: { $fact }
correction-end = આવા મેસેજ હવે ન જોઈતા હોય તો લખો "મેસેજ બંધ કરો".
button-good = 👍 કામનું
button-bad = 👎 કામનું નથી
button-tell-me = ખબર પડે તો કહેજો
button-yes = હા
button-no = ના
