# How an answer is framed. The facts inside come from the documents.

answer-as-of = { $date } ki jankari. Source: { $source } ({ $grade })
answer-undated = Source: { $source } ({ $grade })
answer-as-of-several = { $date } ki jankari. Source: { $sources }
answer-undated-several = Source: { $sources }
compare-missing = { $title }: yeh mere documents mein nahi hai.
grade-official = sarkari
grade-institutional = khud sanstha
grade-press = akhbar/media
grade-private = private, sarkari nahi
grade-unknown = parkha nahi gaya
grade-raw = kachcha document, humne jancha nahi

caution-expired = Dhyan dijiye: document me likha time { $date } ko khatam ho gaya. Puch lijiye ki ab bhi chalu hai ya nahi.
caution-private = Dhyan dijiye: ye private source ki jankari hai, sarkari nahi.
label-translated = (hamara anuvad)
label-original = ({ $language } me likha hai)
language-en = English
language-hi = Hindi
language-gu = Gujarati
language-th = Thai

no-answer-not_in_documents = Mujhe nahi pata: ye mere document me nahi hai.
no-answer-out_of_scope = Mujhe nahi pata: mujhe sirf chhote business ko milne wali madad ki jankari hai.
no-answer-ambiguous = Aapki baat theek se samajh nahi aayi. Scheme ka naam likhiye, ya thoda aur bataiye.
no-answer-expired = Is par mere paas abhi ki koi jankari nahi: jo hai, uska time khatam ho chuka hai.
no-answer-needs_person = Aapke apne case me main na faisla kar sakta hoon, na jaanch. Ye kisi insaan ko hi karna hoga.
no-answer-nearest = Isse sabse milti cheez jo mujhe pata hai: { $title }
no-answer-unchecked = Ek kachche document mein yeh mila, humne ise jancha nahi hai:
no-answer-offer = Aap chahe to aapka sawal koi insaan padh sakta hai.
detail-missing = { $title }: is baare me mere document me kuch nahi likha hai.

clarify = Inme se kiski baat hai?
find-scheme = Ye aapke kaam aa sakti hain. Aur padhne ke liye ek chuniye:
find-nothing = Aisi koi scheme nahi mili jo saaf taur par aapke liye ho. Likhiye ki aap kya banate ya bechte hain, kahan, aur aapko kya chahiye.
