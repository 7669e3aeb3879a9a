# What the assistant says outside answers. Plain words, short lines; read on cheap phones.
# $name variables are filled by the program; keep them. One message may have several lines.

greet =
    Namaste! Hu Sahayak chu. Nana dhandha mate ni sarkari scheme vishe saval na javab aapu chu, source ane tarikh sathe.
    Dhandha ma madad joie to tamaro case kholu chu, ane desk na manas tena par kaam kare che.
    Tamara potana shabdo ma pucho.
thanks = Ema aabhar shano! Biju kai pan puchvu hoy to game tyare puchjo.
goodbye = Aavjo! Tamara kaam dhandha mate shubhechha. Tamara message ahi sachvayela rahe che, etle game tyare vaat aagal chalavi shako cho.
help =
    Hu panch kaam kari shaku chu:
    1. Scheme na document mathi source ane tarikh sathe javab aapu. Khabar na hoy to chokhkhu kahu.
    2. Tamara kaam ma lagu padi shake evi scheme shodhu.
    3. Case kholu: thoda saval puchu, kai madad barabar rahese te jou, ane desk tene madad karti sanstha ne mokle.
    4. Tamaro case kya pahochyo te kahu.
    5. Amara manas mate tamaro message lau, te vanchse.
    Gujarati, Hindi, English ke Thai ma lakho. Gujarati ane Hindi English akshar ma pan chale.
why =
    Amara manas tamari taklif samji shake, sachi madad shodhi shake ane tamaro contact kari shake, etlu j puchu chu. Tame je lakho te fakt ena mate sachviye chiye, bija kasha mate nahi.
    Koi vaat na kahevi hoy to "chodo" lakho. Atkavu hoy to "cancel" lakho.
nothing-open = Atyare badli shakay evu kai chalu nathi. Saval pucho, athva "madad" lakho.
ok = Saru.
affirm-nothing = Saras. Tamare shu janvu che?
cancelled = Cancel karyu. Tame pehla je moklyu hatu te amara manas mate haji sachvelu che: reference number { $reference }.
nothing-to-cancel = Cancel karva jevu kai nathi. Saval pucho, athva "madad" lakho.

language-set = Have thi hu Gujarati English akshar ma lakhish.
language-ask = Kai bhasha ma vaat kariye?

# A message for a person. $reference is what the person can quote later.
person-talk_to_human = Manas sathe vaat karvani tamari request sachvi lidhi che. Reference number: { $reference }. Aa chat ma haji koi manas hajar nathi, etle kyare javab malse eno vaydo kari shakay em nathi.
person-complaint = Amne janavyu e badal aabhar. Tamari fariyad amara manas mate sachvi lidhi che. Reference number: { $reference }.
person-stop_messages = Have hu mari mele tamne kai nahi lakhu, tame lakho tyare j javab aapish. Tamari vaat nondhi lidhi che. Reference number: { $reference }.
person-feedback = Aabhar. Mara document sacha rakhnara loko mate aa sachvi lidhu che. Reference number: { $reference }.
ask-person-message =
    Amara manas ne je janavvu hoy te ek j message ma lakho. Phone joito hoy to phone number ane samay pan lakho.
    Bas etlu j hoy to button dabavo.
message-added = { $reference } ma umeri didhu. Amara manas vanchse.
person-status =
    { $count ->
        [0] Tame ahi amara manas mate koi message mukyo nathi.
        [one] Tame amara manas mate ek message mukyo che:
       *[other] Tame amara manas mate { $count } message mukya che:
    }
person-status-line = { $reference }, { $date }: sachvelo che, haji javab apayo nathi
person-status-end = Case number hoy to lakho, case kya pahochyo te kahish.

# Distress: always the helpline first.
distress =
    Mane tamari chinta thay che. Tame ekla nathi. Maherbani kari ne atyare j koi sathe vaat karo:
    { $helplines }
    Tame jokham ma ho to aaspaas na loko pase ke najik ni hospital pahochi jao. Tamaro message amara manas mate urgent tarike nondhyo che: { $reference }.
# To `sahayak ask`, which stores nothing and alerts nobody.
distress-helplines =
    Mane tamari chinta thay che. Tame ekla nathi. Maherbani kari ne atyare j koi sathe vaat karo:
    { $helplines }
    Tame jokham ma ho to aaspaas na loko pase ke najik ni hospital pahochi jao.

# Input that cannot be taken as it is. Nothing sent before is lost.
empty = Tamaro message khali aavyo. Tamaro saval thoda shabdo ma lakho.
emoji-only = Tamaru emoji dekhayu, pan mane shabdo joie. Tamare shu janvu che?
unreadable = E message vanchi shakayo nahi. Biju kai gayu nathi. Thoda shabdo ma fari lakho.
unknown-script = Mane aa bhasha haji vanchta aavadti nathi. Hu Gujarati, Hindi, English ane Thai samju chu. Gujarati ane Hindi English akshar ma pan chale.
old-button = E button have chaltu nathi. Tamaro saval lakho, athva niche thi fari pasand karo.
# Before the question of a form, which follows.
empty-here = Tamaro message khali aavyo.
emoji-only-here = Tamaru emoji dekhayu, pan ahi mane shabdo ke button joie.
unreadable-here = E message vanchi shakayo nahi. Biju kai gayu nathi.
old-button-here = E button have chaltu nathi. Niche na saval no javab aapo.
too-long = Tamaro message bahu lambo hato, etle me pehla { $limit } akshar vanchya.
one-moment = Ek minute, tamara message par haji kaam chale che. Kai gayu nathi, fari moklvani jarur nathi.
trouble = Amari baju kaik garbad thai, etle tamara message no javab aapi shakayo nahi. Message sachvayelo che. Thodi minute pachi fari moklo.

button-benefits = Shu faydo male
button-eligibility = Kone mali shake
button-papers = Kagalo
button-apply = Arji kem karvi
button-contact = Contact
button-person = Manas sathe vaat
button-that-is-all = Bas etlu j
button-find = Scheme shodho
button-ask-example = CGTMSE shu che?
button-language = Bhasha
button-help = Tame shu kari shako?
message-kept = Saru. Tamaro message { $reference } em ne em sachvelo che, amara manas vanchse.
