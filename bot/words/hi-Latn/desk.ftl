# Sahayata desk: case ke sawal, case aur uski khabar. Saste phone par padhne layak chhoti lines.

intake-which-desk = Ek vyakti is par aapke saath kaam kar sakta hai. Aapka karobar kis desh mein hai?
programme-in-msme = India
programme-th-ssrc = Thailand
intake-opening =
    Main ek-ek karke sawal puchunga aur aapka case kholunga, jis par ek vyakti kaam karega.
    Kabhi bhi likh sakte hain: chhodo, peeche, kyun, cancel karo. Beech mein kuch aur bhi puch sakte hain.
intake-consult = Aap abhi yahan bhi madad le sakte hain:
intake-again = Aapne pehle shuru kiya tha. Aapke jawab rakhe hain; wahin se aage badhte hain.
intake-restarted = Phir se shuru karte hain.
intake-cancel = Maine rok diya hai. Kuch bheja nahi gaya. Aap tay karein tab tak jawab rakhe rahenge.
intake-later = Theek hai, baad mein. Jawab rakhe hain. Taiyar hon to button dabaiye ya likhiye "mera case aage badhao".
intake-kept = Case ke liye diye aapke jawab bhi rakhe hue hain. Aage badhne ke liye button dabaiye ya likhiye "mera case aage badhao".
intake-forgotten = Aapke jawab mita diye. Kuch bheja nahi gaya.
intake-refused = To main kuch nahi puchunga aur kuch nahi rakhunga. Aapke sawalon ke jawab deta rahunga, aur aap kisi vyakti ke liye message chhod sakte hain.
intake-gone = Ye sawal band ho chuke hain. Aap naya case khol sakte hain.
intake-nothing-before = Yehi pehla sawal hai.
intake-doubt = Aapne "{ $typed }" likha. Agar jawab sach mein yahi hai, to haan likhein ya button dabayein. Nahi to sawal ka jawab dein.
intake-cannot-skip = Ye jawab zaruri hai; iske bina koi madad nahi kar payega.
intake-not-ready = Ek zaruri jawab abhi baaki hai. Aapka diya hua kuch nahi khoya.
intake-not-given-yet = Ye maine abhi pucha nahi hai. Thodi der mein aayega.
intake-code = Dusri app ya dusre phone par aage badhne ke liye, ek din ke andar wahan ye likhiye: { $code }. Ek hi baar chalega.
intake-wrong-code = Ye code nahi chalta: use ho chuka hai, ek din se purana hai, ya galat likha hai. Jahan shuru kiya tha wahan naya mangiye.
intake-moved = Aapke jawab ab yahan hain. Aage badhte hain.
intake-moved-away = Aapke jawab ab dusri app mein hain, jahan code likha gaya. Yahan wo ab nahi dikhenge. Yahan aap naya case khol sakte hain.
intake-heard =
    Batane ke liye shukriya, maine padh liya. Aapke haan kehte hi ye aapke hi shabdon mein case mein likh dunga: dobara likhna nahi padega, aur aakhir mein badal bhi sakte hain.
    Aapke haan ke bina case mein kuch nahi likhunga.
intake-noted = Shukriya, ye aapke hi shabdon mein case mein jod diya hai. Aakhir mein badal sakte hain.
intake-greeted = Namaste! Chaliye, aapke case mein aage badhte hain.
intake-thanked = Koi baat nahi. Hum yahan the:
intake-place = ({ $place }/{ $places })
intake-given = Abhi tak: { $value }
intake-summary = Dekh lijiye, sab sahi hai?
intake-summary-end = Sahi hai to Bhejo dabaiye, nahi to kya badalna hai wo chuniye.
answer-cut = Aapki baat lambi thi; shuru ka hissa rakha hai.

case-opened = Aapka case khul gaya. Number: { $reference }. Likh lijiye.
case-opened-agencies = Aapke liye sujhav: { $agencies }. Kuch bhejne se pehle desk ka vyakti jaanchega.
case-opened-due = { $due } tak desk se khabar milegi.
case-opened-end = Kabhi bhi puchiye: "mera case kahan hai?"

ask-consent =
    Desk aapke case par kaam kare aur madad kar sakne wali sansthaon ko zaruri baat bheje, iske liye aapka naam, karobar, phone aur zarurat likh lun?
    Aap kabhi bhi sab mitwa sakte hain.
ask-name = Aapka naam kya hai?
ask-enterprise = Aapke karobar ka naam kya hai?
ask-region =
    { $programme ->
        [th-ssrc] Kis province mein hai?
       *[other] Kis rajya mein hai?
    }
ask-district = Kaunsa jila ya shahar?
ask-sector = Kis tarah ka karobar hai?
ask-needs = Kaisi madad chahiye? Ek ya zyada dabaiye, phir Ho gaya. Ya likh dijiye.
ask-description = Kya hua hai ya kya karna hai, apne shabdon mein bataiye.
ask-trading = Abhi karobar kaisa chal raha hai?
ask-loan = Loan hai? Kist kaise ja rahi hai?
ask-orders = Order ya grahak hain?
ask-age = Karobar kitna purana hai?
ask-turnover = Saal mein lagbhag kitni bikri hoti hai?
ask-registration =
    { $programme ->
        [th-ssrc] Registration number (13 ank) kya hai? Na ho to chhodo likhiye.
       *[other] Udyam number kya hai? Jaise UDYAM-UP-01-0000000. Na ho to chhodo likhiye.
    }
ask-phone = Kis phone number par baat ho sakti hai?
ask-contact-time = Phone karne ka accha samay kaunsa hai?

why-consent = Aapke baare mein kuch bhi likhne se pehle aapki haan zaruri hai; kanoon bhi yehi kehta hai.
why-name = Taaki phone karne wala jaane kisse baat karni hai.
why-enterprise = Taaki sanstha apne record mein aapka karobar dhoondh sake.
why-region = Jagah ke hisaab se sanstha aur yojana badalti hain.
why-district = Aapke paas ka office dhoondhne ke liye.
why-sector = Kuch madad kuch hi tarah ke karobar ke liye hai.
why-needs = Isi se tay hota hai case kis sanstha ko jaayega.
why-description = Aapke apne shabdon se baat behtar samajh aati hai. Jin sansthaon ko case bheja jaye, wo inhe padh sakti hain.
why-trading = Isse samajh aata hai ki paisa, salah ya nayi shuruat, kya kaam aayega.
why-loan = Kist kitni late hai, usi par raasta tay hota hai.
why-orders = Order wale karobar ko alag madad chahiye.
why-age = Kuch madad naye karobar ke liye hai, kuch purane ke liye.
why-turnover = Yojana ki seema karobar ke size par hai. Andaaza chalega.
why-registration = Isse sanstha aapka record jaldi dhoondh leti hai. Case kholne ke liye zaruri nahi.
why-phone = Taaki desk aapse baat kar sake. Ye un sansthaon ko diya jaata hai jinhe aapka case bheja jaye; auron ko tabhi, jab aap haan kahen.
why-contact-time = Taaki koi aapke kaam ke samay phone na kare.

label-name = Naam
label-enterprise = Karobar
label-region = Rajya ya province
label-district = Jila
label-sector = Karobar ka prakar
label-needs = Kaisi madad
label-description = Aapki baat
label-trading = Abhi karobar
label-loan = Loan
label-orders = Order
label-age = Kitna purana
label-turnover = Saal ki bikri
label-registration = Registration number
label-phone = Phone
label-contact-time = Phone ka samay

bad-empty = Koi shabd nahi mila. Thode shabdon mein jawab dijiye.
bad-choice = Ye button yahan ka nahi hai.
bad-consent = Haan ya nahi mein bataiye. Bina puche main case mein kuch nahi likhta.
bad-name = Naam aksharon mein likhiye.
bad-enterprise = Karobar ka naam akshar ya ank mein likhiye.
bad-region =
    Ye jagah samajh nahi aayi. Sirf rajya ka naam likhiye, jaise Uttar Pradesh.
bad-description = Thode shabdon mein bataiye.
bad-needs = Kaisi madad, ye samajh nahi aaya. Button dabaiye ya likhiye: loan, bikri.
bad-sector = Samajh nahi aaya. Button dabaiye ya uska number likhiye.
bad-trading = Samajh nahi aaya. Button dabaiye ya uska number likhiye.
bad-loan = Samajh nahi aaya. Button dabaiye ya uska number likhiye.
bad-orders = Samajh nahi aaya. Button dabaiye ya uska number likhiye.
bad-age = Kitne saal? 4 jaisa ank likhiye ya button dabaiye.
bad-turnover = Rakam likhiye, jaise saal ke 20 lakh ya mahine ke 50,000, ya button dabaiye.
bad-registration-udyam = Udyam number aisa hota hai: UDYAM-UP-01-0000000. Dekh lijiye, ya chhodo.
bad-registration-udyam-state = Is Udyam number ke aksharon wala koi rajya nahi hai. Dekh lijiye, ya chhodo.
bad-registration-thai-length = Registration number mein 13 ank hote hain. Dekh lijiye, ya chhodo.
bad-registration-thai-check = Is number ka ek ank galat hai. Dekh lijiye, ya chhodo.
bad-phone = Is number par phone nahi lagega. Saare ank likhiye.
bad-phone-length = Is number mein ank kam ya zyada hain. Pura number likhiye.
bad-contact-time = Button dabaiye, ya subah, dopahar ya shaam likhiye.
bad-summary = Bhejo dabaiye, ya kya badalna hai wo chuniye. Likh bhi sakte hain: mera phone badlo.

consent-yes = Haan, sahmat hun
consent-no = Nahi
needs-finance = Paisa, loan
needs-management = Karobar chalana
needs-marketing = Bikri badhana
needs-technology = Machine, technology
needs-export = Export, niryat
needs-registration = Registration, licence
needs-dispute = Payment atka, vivad
needs-recovery = Karz, karobar bachana
needs-other = Kuch aur
sector-manufacturing = Saman banana
sector-food = Khana, restaurant
sector-textile = Kapda, bunai
sector-handicraft = Hastshilp
sector-retail = Dukan, vyapar
sector-services = Seva
sector-farming = Kheti
sector-tourism = Paryatan
sector-other = Anya
trading-growing = Badh raha hai
trading-steady = Waisa hi hai
trading-falling = Ghat raha hai
trading-stopped = Band hai
loan-none = Loan nahi hai
loan-regular = Samay par bharte hain
loan-late = 3 mahine tak late
loan-overdue = 3 mahine se zyada late
loan-court = Notice ya court
orders-plenty = Bahut
orders-some = Thode
orders-none = Nahi hain
age-under1 = 1 saal se kam
age-1to3 = 1 se 3 saal
age-3to10 = 3 se 10 saal
age-over10 = 10 saal se zyada
turnover-micro = 10 crore rupaye tak
turnover-small = 10 se 100 crore rupaye
turnover-medium = 100 se 500 crore rupaye
turnover-upto2m = 20 lakh baht tak
turnover-upto50m = 20 lakh se 5 crore baht
turnover-upto100m = 5 se 10 crore baht
turnover-upto300m = 10 se 30 crore baht
turnover-upto500m = 30 se 50 crore baht
turnover-above = Isse zyada
contact-time-morning = Subah
contact-time-afternoon = Dopahar
contact-time-evening = Shaam
contact-time-any = Kabhi bhi

button-done = Ho gaya
button-doubted = Mera jawab "{ $typed }" hai
button-skip = Chhodo
button-why = Kyun?
button-send = Bhejo
button-more = Aur
button-change = Badlo: { $field }
button-continue = Aage badho
button-forget = Jawab mitao
button-case = Case kholo
button-where-is-it = Mera case kahan hai?
button-answer = Jawab dein
button-answer-later = Abhi nahi

# Case kahan hai.
case-status = Case { $reference }, khule hue { $days ->
        [0] ek din nahi hua
        [one] { $days } din hua
       *[other] { $days } din hue
    }.
case-with-sent = Yahan bheja hai: { $agency }. Abhi khola nahi hai.
case-with-seen = { $agency } ne dekha hai, abhi jawab nahi diya.
case-with-accepted = { $agency } ne case le liya hai.
case-with-in-progress = { $agency } is par kaam kar rahe hain.
case-due = Vaade ki tareekh: { $due }.
case-closed = Case band hua: { $outcome }.
case-none = Is chat se koi case nahi hai. Case number ho to phone ke aakhri chaar ank ke saath likhiye, jaise: IN-26-000001-7 1234.
case-need-phone = { $reference } dikhane ke liye aapke diye hue phone number ke aakhri chaar ank chahiye. Kripya likh dijiye.
case-mistyped = Is case number mein galti hai: ek ank galat hai. Dekhkar phir likhiye.
case-unknown = In phone ankon ke saath { $reference } number ka koi case nahi mila. Number dekh lijiye aur chaaron ank phir likhiye.
case-locked = Is case ke liye bahut baar galat likha gaya. Ek ghante baad koshish kijiye, ya kisi vyakti se baat mangiye.

step-officer-looks = Aage: desk ka vyakti case dekhega.
step-agency-answers = Aage: sanstha jawab degi.
step-agency-works = Aage: sanstha kaam karke desk ko batayegi.
step-desk-closes = Aage: desk ka vyakti aapke saath nateeja jaanchega.
step-you-answer = Aage: desk ko aapka jawab chahiye.
case-question = Desk puchta hai: { $question }
case-answer-ask = Case { $reference } ke liye apna jawab likhiye. Aapka agla message desk ke vyakti ko jayega.
case-answer-taken = Dhanyavaad. Aapka jawab desk ko mil gaya; case { $reference } aage badhta hai.
case-answer-over = Case { $reference } par desk ko ab jawab nahi chahiye. Kuch aur batana ho to kisi vyakti se baat maangiye.
case-answer-later = Theek hai. Case { $reference } par desk aapke jawab ka intezaar karta hai.

outcome-helped = aapko madad mili
outcome-partly-helped = aapko thodi madad mili
outcome-no-help-found = koi sanstha madad nahi kar payi
outcome-withdrawn = aapne wapas liya
outcome-not-reached = aapse baat nahi ho payi
outcome-duplicate = do baar khula tha; dusra case chal raha hai

notice-send = Case { $reference }: { $agency } ko bheja gaya. Jawab aate hi bataunga.
notice-see = Case { $reference }: { $agency } ne khol kar dekha hai.
notice-accept = Acchi khabar, case { $reference }: { $agency } ne le liya hai. Unke phone ka intezaar kijiye.
notice-decline = Case { $reference }: { $agency } nahi le sakte. Desk agli acchi sanstha dhoondh raha hai; aapko kuch nahi karna.
notice-expire = Case { $reference }: { $agency } ne samay par jawab nahi diya. Desk agli acchi sanstha dhoondh raha hai; aapko kuch nahi karna.
notice-start = Case { $reference }: { $agency } ne kaam shuru kar diya hai.
notice-progress = Case { $reference }: { $agency } mein kaam aage badha hai.
notice-complete = Case { $reference }: { $agency } ne kaam pura kiya. Band karne se pehle desk aapke saath nateeja jaanchega.
notice-fail = Case { $reference }: { $agency } kaam pura nahi kar paye. Desk dusra raasta dhoondh raha hai; aapko kuch nahi karna.
notice-decline-nobody = Case { $reference }: { $agency } nahi le sakte, aur soochi mein dusri sanstha nahi hai. Desk ka vyakti dusra raasta dekhega.
notice-expire-nobody = Case { $reference }: { $agency } ne samay par jawab nahi diya, aur soochi mein dusri sanstha nahi hai. Desk ka vyakti dusra raasta dekhega.
notice-fail-nobody = Case { $reference }: { $agency } kaam pura nahi kar paye. Abhi kisi dusri sanstha se nahi poocha jata; desk ka vyakti dekhega.
notice-recall = Case { $reference }: desk ne ise { $agency } se wapas le liya hai. Aapka case khula hai.
notice-bounce = Case { $reference }: humara patra { $agency } tak nahi pahuncha. Desk dusre tareeke se pahunchayega; aapko kuch nahi karna.
notice-resume = Case { $reference } aage badhta hai: desk ne jo poocha tha, wo mil gaya.
notice-your-turn = Case { $reference }: desk puchta hai: { $question }
notice-your-turn-again = Case { $reference }: aage badhne ke liye desk ko ab bhi aapka jawab chahiye: { $question }
notice-delayed = Case { $reference }: der ho gayi, maaf kijiye. Ab dusra vyakti dekhega. Nayi tareekh: { $date }.
notice-closed = Case { $reference } band hua: { $outcome }. Sahi na ho to mujhe likhiye.
