# Why an agency is proposed. Shown to the person and to officers.

reason-helps = Isme madad karte hain: { $need }.
reason-helps-also = Isme bhi madad karte hain: { $needs }.
reason-first-advice = Soochi me theek isi kaam ({ $need }) ke liye koi nahi hai; ye pehli salah dete hain.
reason-relief-first = Naya karz bojh aur badhayega. Pehle rahat dekhte hain.
reason-region = Ye aapke rajya ke liye hai.
reason-language = Yahan aapki bhasha me kaam hota hai.
reason-their-sector = Ye aapke tarah ke kaam ke liye hai.
reason-new-business = Naye kaam ki madad karte hain.
reason-small-income = Kam aamdani walon ke liye bhi loan hain.
reason-loan-size = Aapke size ke kaam ko loan dete hain.
reason-no-collateral = Bina guarantee ke bhi loan mil sakta hai.
reason-after-judgment = Adalat ke faisle ke baad muft me samjhauta karate hain.
reason-debt-programme = Karzdaron ki madad ki yojnaon me shamil hain.
reason-ask-own-bank = Rahat aapka apna bank tay karta hai; sangh rasta batata hai.
reason-guarantee-paid = Agar inhone aapke liye bank ko chukaya hai, to rahat ke raste hain.
reason-own-credit-report = Yahan dekh sakte hain ki aapke loan ke bare me kya darj hai.
reason-unpaid-bills = Yahan bakaya bill par paisa mil sakta hai.
