# Offer aur zarurat: list mein kya hai, aur do anjaan logon ka mel.

button-listing = Meri offer ya zarurat likho
listing-which = Aapki offer ya zarurat kisse milti hai, ye main auron se puch sakta hoon. Wo kya hai?
listing-offer-technology = Main technology deta hoon
listing-seek-technology = Mujhe technology chahiye
listing-seek-partner = Mujhe partner chahiye
listing-seek-buyer = Mujhe kharidar chahiye
listing-seek-supplier = Mujhe supplier chahiye
ask-listing-text = Ek hi message mein likhiye ki aap kya dete hain ya kya chahiye. Naam aur phone number mat likhiye: anjaan log bhi padhenge.
listing-consent =
    Jinki baat aapse milegi, wo ye padh sakenge: "{ $text }"
    Aapka naam, karobar aur phone kisi ko tabhi milega jab aap aur wo dono haan kahein. Ye { $days } din list mein rahega. List mein daalun?
button-listing-yes = Haan, daalo
button-listing-no = Nahi
listing-open = List mein daal diya. Number: { $reference }. Koi milega to pehle aapse puchunga.
listing-paused = Rok diya. Jab tak aap na kahein, kisi se nahi puchunga.
listing-closed = List se hata diya.
listing-dropped = Theek hai. List mein kuch nahi daala.
listing-gone = Ye band ho chuka hai. Aap phir se daal sakte hain.
listing-needs-case = Pehle case kholiye, taaki pata ho ki offer ya zarurat kiski hai.
listing-expired = { $reference }: ye { $days } din list mein tha, ab hata diya hai. Phir se daalun?
button-listing-pause = Roko
button-listing-resume = Phir chalu karo
button-listing-again = Phir se daalo
button-listing-close = List se hatao
step-match-looks = Aage: main mel khane wala dhoondhta hoon aur pehle aapse puchunga.

match-proposed =
    { $reference }: { $country ->
        [TH] Thailand
       *[other] India
    } mein koi aapse mel kha sakta hai. { $kind }: "{ $text }"
    Kya dono ko ek dusre ka naam, karobar aur phone dun? Dono ki haan ke bina kuch nahi diya jayega. { $until } tak jawab dijiye.
button-match-yes = Haan, sahmat hun
button-match-no = Nahi
match-waiting = Dhanyavaad. Dusri taraf se bhi pucha hai. Jawab aate hi likhunga.
match-agreed = Dono sahmat hain. Contact agle message mein aa raha hai.
match-declined = Theek hai. Aapka kuch nahi diya gaya.
match-over = Ye mel khatam ho chuka hai. Is button se aapka kuch nahi diya gaya.
match-none = { $reference }: is mel se kuch nahi bana. Aapka kuch nahi diya gaya. Aap list mein bane hain.
match-contact = { $reference }: dono sahmat hain. { $name }, { $enterprise }, phone { $phone }. Unke paas aapka bhi hai.
