# Sirf Telegram par dikhne wale shabd. Command ki ek line menu mein dikhti hai: chhoti rakhein.

telegram-share-contact = Mera phone number bhejein
telegram-share-location = Meri jagah bhejein
telegram-group = Main sirf private chat mein jawab deta hoon, taaki aapki baat aapke paas rahe. Mere naam par dabayein aur mujhe wahan likhein.
telegram-inline-hint = Mujhse private chat mein poochhein
telegram-inline-none = Kuchh nahi mila: private chat mein poochhein
telegram-paper-kept = File "{ $name }" surakshit rakh li gayi hai. Jaanch aur aapki manzoori ke bina kuchh nahi badlega.
telegram-paper-too-large = File "{ $name }" bahut badi hai: zyada se zyada { $limit } MB. Kuchh bhi rakha nahi gaya. Use hisson mein bhejein.
telegram-paper-kind = File "{ $name }" main padh nahi sakta. PDF, Word, Excel, CSV, HTML ya saada text bhejein. Kuchh bhi rakha nahi gaya.
telegram-paper-lost = File "{ $name }" Telegram se nahi mil paayi. Kuchh bhi rakha nahi gaya. Kripya use phir bhejein.
telegram-about = Chhote kaarobaar ke liye sarkari yojanaein: jawab, source aur taarikh ke saath.
telegram-description =
    Chhote kaarobaar ki sarkari yojanaon ke baare mein poochhein. Har jawab ke saath source aur taarikh hoti hai. Jo documents mein nahi hai, woh main saaf bata deta hoon aur aapki baat kisi insaan tak pahunchata hoon.
    Apne shabdon mein likhein.
telegram-command-start = Shuru karein
telegram-command-find = Mere kaam ke liye yojana khojein
telegram-command-person = Insaan se baat
telegram-command-status = Mera maamla kahan tak pahuncha
telegram-command-language = Bhasha badlein
telegram-command-help = Main kya kar sakta hoon
telegram-command-cancel = Chal rahi baat rokein
telegram-command-stop = Mujhe sandesh na bhejein
telegram-command-delete = Meri jaankari mitaein
