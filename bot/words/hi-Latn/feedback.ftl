# Thumbs under an answer, and what is written unasked to those who agreed.

rated = Batane ke liye dhanyavaad.
rated-up = Dhanyavaad. Meri batayi koi jaankari badle, to kya main aapko yahan likhun?
rated-down = Batane ke liye dhanyavaad. Behtar jawab milne par kya main aapko yahan likhun?
tell-answer = Theek hai. Jawab milne par main aapko yahan likhunga. Band karna ho to likhe "message mat bhejo".
tell-updates = Theek hai. Meri batayi koi jaankari badlegi to main aapko yahan likhunga. Band karna ho to likhe "message mat bhejo".
tell-no = Theek hai, is baare mein main aapko nahi likhunga.
miss-answered = { $date } ko aapne pucha tha: “{ $question }”. Ab iska jawab mil gaya hai:
correction = { $date } ko maine jo bataya tha, usme kuch badla hai: { $title }
correction-before = Pehle: { $fact }
correction-now = Ab: { $fact }
correction-gone = Ab mere document mein nahi hai: { $fact }
correction-end = Aise message aur nahi chahiye to likhe "message mat bhejo".
button-good = 👍 Kaam ka
button-bad = 👎 Kaam ka nahi
button-tell-me = Pata chale to batana
button-yes = Haan
button-no = Nahi
