# Deleting a person's data: the question before it, and the certificate of what went and what stays.

erase-ask = Isse aapke bare me sab kuch mit jayega: aapke case, jawab, message aur sawal. Ye wapas nahi ho sakta. Khule case band ho jayenge.
button-erase-now = Haan, sab mita dein
button-erase-keep = Nahi, rehne dein

erased = Aapka data mita diya gaya. Certificate: { $number }. Mitaya gaya:
erased-personal-data = case ki niji jaankari: { $count }
erased-notes = aapke bare me note: { $count }
erased-drafts = sawalon ke form: { $count }
erased-links = agency ke link: { $count }
erased-letters = agencies ko likhe patra: { $count }
erased-copies = hamare officer ki chat me copy: { $count }
erased-messages = aapke message: { $count }
erased-replies = hamare jawab: { $count }
erased-messages-for-a-person = insaan ke liye chhode message: { $count }
erased-questions = aapke sawal: { $count }
erased-buttons = button: { $count }
erased-notices = aapke case ki khabrein: { $count }
erased-wishes = soochna pane ki ichchhayen: { $count }
erased-listings = list mein aapki offer aur zaruratein: { $count }
erased-nothing = kuch bhi jama nahi tha
erased-told = In agencies ko aapki jaankari pehle bheji gayi thi. Mitane ke liye kripya khud unse kahein: { $agencies }.
stays-case-counts = Bina naam ke ye rehta hai: { $count } band case, sirf aankdon me (madad ka prakar, rajya, nateeja).
stays-chat-address = Is chat me aapka pata tab tak rehta hai jab tak ye jawab aap tak na pahunche; phir wo bhi mit jata hai, agar aap dobara na likhein.
stays-other-chats = Code se doosri chat me le jaye gaye jawab us chat me bhi ho sakte hain. Usme aur baatein bhi hain: wahan bhi "mera data delete karo" likhein.
stays-backups = Aaj se pehle ke backup me aapka data tab tak rehta hai jab tak un par naya na likha jaye.
