# What the assistant says outside answers. Plain words, short lines; read on cheap phones.
# $name variables are filled by the program; keep them. One message may have several lines.

greet =
    Namaste! Main Sahayak hoon. Chhote business ki sarkari scheme par aapke sawalon ke jawab deta hoon, source aur date ke saath.
    Business me madad chahiye to aapka case kholta hoon, jis par desk ka koi insaan kaam karta hai.
    Apne shabdon me puchiye.
thanks = Koi baat nahi. Jab man kare, aur kuch bhi puch lijiye.
goodbye = Namaste, aapka kaam khoob achha chale. Aapke message yahan save rehte hain, jab chahe baat aage badhaiye.
help =
    Main paanch kaam kar sakta hoon:
    1. Scheme ke document se jawab dena, source aur date ke saath. Nahi pata ho to saaf bata dena.
    2. Aapke kaam ke layak scheme dhundhna.
    3. Case kholna: kuch sawal puchta hoon, dekhta hoon ki kaisi madad theek rahegi, aur desk use madad karne wali sanstha ko bhejta hai.
    4. Aapka case kahan pahuncha, ye batana.
    5. Aapka message lena, jise koi insaan padhega.
    Hindi, Gujarati, English ya Thai me likhiye. Hindi aur Gujarati English letters me bhi chalegi.
why =
    Main sirf wahi puchta hoon jisse koi insaan aapki pareshani samajh sake, sahi madad dhundh sake aur aap tak pahunch sake. Aapka likha sirf isi kaam ke liye save hota hai, aur kisi kaam ke liye nahi.
    Koi baat na batani ho to "chhodo" likhiye. Rukna ho to "cancel" likhiye.
nothing-open = Abhi aisa kuch chalu nahi hai jise badla ja sake. Sawal puchiye, ya "help" likhiye.
ok = Theek hai.
affirm-nothing = Achha. Aapko kya janna hai?
cancelled = Cancel kar diya. Jo aap pehle bhej chuke hain, wo us insaan ke liye ab bhi save hai. Reference number: { $reference }.
nothing-to-cancel = Cancel karne ko kuch nahi hai. Sawal puchiye, ya "help" likhiye.

language-set = Ab se main English letters wali Hindi me likhunga.
language-ask = Kis bhasha me likhu?

# A message for a person. $reference is what the person can quote later.
person-talk_to_human = Aapko kisi insaan se baat karni hai, ye maine save kar liya hai. Reference number: { $reference }. Is chat me abhi koi duty par nahi hai, isliye kab jawab aayega, iska vaada nahi kar sakta.
person-complaint = Batane ke liye dhanyavaad. Aapki shikayat maine kisi insaan ke liye save kar li hai. Reference number: { $reference }.
person-stop_messages = Ab main apne aap aapko kuch nahi likhunga, sirf aapke likhne par jawab dunga. Aapki baat maine save kar li hai. Reference number: { $reference }.
person-feedback = Dhanyavaad. Jo log mere document sahi rakhte hain, unke liye maine ye save kar liya hai. Reference number: { $reference }.
ask-person-message =
    Us insaan ko jo batana hai, ek hi message me likh dijiye. Call chahiye to phone number aur time bhi likhiye.
    Bas itna hi hai to button dabaiye.
message-added = { $reference } me jod diya. Koi insaan ise padhega.
person-status =
    { $count ->
        [0] Aapne yahan kisi insaan ke liye koi message nahi chhoda hai.
        [one] Aapne kisi insaan ke liye ek message chhoda hai:
       *[other] Aapne kisi insaan ke liye { $count } message chhode hain:
    }
person-status-line = { $reference }, { $date }: save hai, abhi jawab nahi diya gaya
person-status-end = Case number ho to likhiye, main bata dunga ki case kahan pahuncha.

# Distress: always the helpline first.
distress =
    Mujhe aapki chinta ho rahi hai. Aap akele nahi hain. Abhi kisi se baat kijiye:
    { $helplines }
    Agar aapko khatra hai, to aas-paas ke logon ke paas ya sabse nazdeek ke hospital jaiye. Aapka message maine kisi insaan ke liye "urgent" lagakar rakh diya hai: { $reference }.
# To `sahayak ask`, which stores nothing and alerts nobody.
distress-helplines =
    Mujhe aapki chinta ho rahi hai. Aap akele nahi hain. Abhi kisi se baat kijiye:
    { $helplines }
    Agar aapko khatra hai, to aas-paas ke logon ke paas ya sabse nazdeek ke hospital jaiye.

# Input that cannot be taken as it is. Nothing sent before is lost.
empty = Aapka message khali aaya. Apna sawal thode shabdon me likhiye.
emoji-only = Aapka emoji dikh raha hai, par mujhe shabd chahiye. Aapko kya janna hai?
unreadable = Ye message main padh nahi paya. Baaki sab save hai. Ise thode shabdon me dobara likhiye.
unknown-script = Ye bhasha main abhi nahi padh sakta. Mujhe Hindi, Gujarati, English aur Thai samajh aati hai. Hindi aur Gujarati English letters me bhi.
old-button = Ye button ab nahi chalta. Apna sawal likhiye, ya neeche se phir chuniye.
# Before the question of a form, which follows.
empty-here = Aapka message khali aaya.
emoji-only-here = Aapka emoji dikh raha hai, par yahan mujhe shabd ya button chahiye.
unreadable-here = Ye message main padh nahi paya. Baaki sab save hai.
old-button-here = Ye button ab nahi chalta. Neeche wale sawal ka jawab dijiye.
too-long = Aapka message bahut lamba tha, isliye maine shuru ke { $limit } akshar hi padhe.
one-moment = Ek minute, aapke message par kaam chal raha hai. Kuch khoya nahi hai, dobara bhejne ki zarurat nahi.
trouble = Hamari taraf kuch gadbad ho gayi, aapke message ka jawab nahi de paye. Message save hai. Kuch minute baad dobara bhejiye.

button-benefits = Fayde
button-eligibility = Kaun le sakta hai
button-papers = Kagaz
button-apply = Kaise apply kare
button-contact = Contact
button-person = Insaan se baat kare
button-that-is-all = Bas itna hi
button-find = Scheme dhundhe
button-ask-example = CGTMSE kya hai?
button-language = Bhasha
button-help = Sahayak kya karta hai?
message-kept = Theek hai. Aapka message { $reference } jaisa hai, waisa hi save hai. Koi insaan ise padhega.
