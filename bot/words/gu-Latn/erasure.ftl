# Deleting a person's data: the question before it, and the certificate of what went and what stays.

erase-ask = Aathi tamara vishe badhu kadhi nakhashe: tamara case, jawab, message ane sawal. E pachhu nahi male. Khulla case bandh thashe.
button-erase-now = Ha, badhu kadhi nakho
button-erase-keep = Na, raheva do

erased = Tamaro data kadhi nakhyo che. Certificate: { $number }. Kadhi nakhyu:
erased-personal-data = case ni angat mahiti: { $count }
erased-notes = tamara vishe ni nondh: { $count }
erased-drafts = sawalo na form: { $count }
erased-links = agency ni link: { $count }
erased-letters = agencies ne lakhela patro: { $count }
erased-copies = amara officer ni chat ma copy: { $count }
erased-messages = tamara message: { $count }
erased-replies = amara jawab: { $count }
erased-messages-for-a-person = manas mate mukela message: { $count }
erased-questions = tamara sawal: { $count }
erased-buttons = button: { $count }
erased-notices = tamara case na samachar: { $count }
erased-wishes = jaan melavvani ichchha: { $count }
erased-listings = list ma tamari offer ane jaruriyat: { $count }
erased-nothing = kai sachvelu nahotu
erased-told = Aa agencies ne tamari mahiti pahela mokli hati. Kadhi nakhva mate krupa kari temne jate kaho: { $agencies }.
stays-case-counts = Naam vagar aa rahe che: { $count } bandh case, fakt aankda tarike (madad no prakar, rajya, parinam).
stays-chat-address = Aa chat ma tamaru sarnamu aa jawab tamne male tya sudhi rahe che; pachi te pan jay che, jo tame fari na lakho.
stays-other-chats = Code thi biji chat ma lai gayela jawab e chat ma pan hoi shake. Tema biji babato pan che: tya pan "maro data kadhi nakho" lakho.
stays-backups = Aaj pahela na backup ma tamaro data tya sudhi rahe che jya sudhi tena par navu na lakhay.
