# Offer ane jaruriyat: list ma shu che, ane be ajanya loko no mel.

button-listing = Mari offer ke jaruriyat lakho
listing-which = Tamari offer ke jaruriyat koni sathe bandh bese che te hu bija ne puchi shaku. Te shu che?
listing-offer-technology = Hu technology aapu chu
listing-seek-technology = Mare technology joie che
listing-seek-partner = Mare bhagidar joie che
listing-seek-buyer = Mare kharidnar joie che
listing-seek-supplier = Mare supplier joie che
ask-listing-text = Ek j message ma lakho ke tame shu aapo cho ke shu joie che. Naam ane phone number na lakho: ajanya loko pan vanchse.
listing-consent =
    Jemni vaat bandh bese te loko aa vanchi shakse: "{ $text }"
    Tamaru naam, dhandho ane phone koi ne tyare j malse jyare tame ane te banne ha pado. Aa { $days } divas list ma rehse. List ma muku?
button-listing-yes = Ha, muko
button-listing-no = Na
listing-open = List ma mukyu che. Number: { $reference }. Koi male to pehla tamne puchish.
listing-paused = Atkavyu che. Tame kaho tya sudhi koi ne nahi puchu.
listing-closed = List mathi kadhi nakhyu.
listing-dropped = Bhale. List ma kai mukyu nathi.
listing-gone = Aa bandh thai gayu che. Tame fari muki shako.
listing-needs-case = Pehla case kholo, jethi khabar pade ke offer ke jaruriyat koni che.
listing-expired = { $reference }: aa { $days } divas list ma hatu, have kadhyu che. Fari muku?
button-listing-pause = Atkavo
button-listing-resume = Fari chalu karo
button-listing-again = Fari muko
button-listing-close = List mathi kadho
step-match-looks = Have pachi: bandh bese eva koi ne shodhu chu ane pehla tamne puchish.

match-proposed =
    { $reference }: { $country ->
        [TH] Thailand
       *[other] India
    } ma koi bandh besi shake. { $kind }: "{ $text }"
    Banne ne ek bija nu naam, dhandho ane phone aapu? Banne ni ha vagar kai apase nahi. { $until } sudhi ma javab aapo.
button-match-yes = Ha, sahmat chu
button-match-no = Na
match-waiting = Aabhar. Same vala ne pan puchyu che. Javab aave etle lakhish.
match-agreed = Banne sahmat che. Contact have na message ma aave che.
match-declined = Bhale. Tamaru kai aapyu nathi.
match-over = Aa mel puro thai gayo che. Aa button thi tamaru kai apayu nathi.
match-none = { $reference }: aa mel nu kai thayu nahi. Tamaru kai aapyu nathi. Tame list ma cho.
match-contact = { $reference }: banne sahmat che. { $name }, { $enterprise }, phone { $phone }. Temni pase tamaro pan che.
