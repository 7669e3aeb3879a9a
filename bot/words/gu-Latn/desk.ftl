# Sahay desk: case na saval, case ane teni sthiti. Sasta phone par vanchay evi tunki lito.

intake-which-desk = Aa babat ma amara ek vyakti tamari sathe kaam kari shake. Tamaro dhandho kaya desh ma che?
programme-in-msme = India
programme-th-ssrc = Thailand
intake-opening =
    Hu ek pachi ek saval puchish ane tamaro case kholish, jena par ek vyakti kaam karse.
    Game tyare lakhi shako: chodo, pachal, kem, cancel karo. Vachche biju kai pan puchi shako.
intake-consult = Tame hamna j ahi pan madad lai shako cho:
intake-again = Tame pehla sharu karyu hatu. Tamara javab sachvela che; tyan thi j aagal vadhiye.
intake-restarted = Fari pehle thi sharu kariye.
intake-cancel = Me atkavyu che. Kai moklyu nathi. Tame nakki karo tya sudhi javab sachvela rehse.
intake-later = Bhale, pachi kariye. Javab sachvela che. Taiyar ho tyare button dabavo athva lakho "maro case aagal vadharo".
intake-kept = Case mate aapela tamara jawab pan sachvela che. Aagal vadhva button dabavo ke lakho "maro case aagal vadharo".
intake-forgotten = Tamara javab kadhi nakhya. Kai moklyu nathi.
intake-refused = To hu kai puchto nathi ane kai rakhto nathi. Tamara savalo na javab aapto rahish, ane tame koi vyakti mate message muki shako.
intake-gone = Aa saval bandh thai gaya che. Tame navo case kholi shako.
intake-nothing-before = Aa pehlo j saval che.
intake-doubt = Tame "{ $typed }" lakhyu. Jawab kharekhar e j hoy to ha lakho ke button dabavo. Nahi to sawal no jawab aapo.
intake-cannot-skip = Aa javab jaruri che; ena vagar koi madad nahi kari shake.
intake-not-ready = Haji ek jaruri javab baki che. Tame aapelu kai gayu nathi.
intake-not-given-yet = E me haji puchyu nathi. Hamna aavse.
intake-code = Biji app ke bija phone par chalu rakhva, ek divas ma tya aa lakho: { $code }. Ek j var chalse.
intake-wrong-code = Aa code chalto nathi: vaprai gayo che, ek divas thi juno che, ke khoto lakhayo che. Jya sharu karyu tya navo mango.
intake-moved = Tamara javab have ahi che. Aagal vadhiye.
intake-moved-away = Tamara javab have biji app ma che, jya code lakhayo. Ahi e have dekhase nahi. Ahi tame navo case kholi shako.
intake-heard =
    Janavva badal aabhar, me vanchyu. Tame ha kaho etle aa tamara j shabdo ma case ma lakhi laish: fari lakhvu nahi pade, ane chelle badli pan shaksho.
    Tamari ha vagar case ma kai nahi lakhu.
intake-noted = Aabhar, aa tamara j shabdo ma case ma umeri didhu che. Chelle badli shaksho.
intake-greeted = Namaste! Chalo, tamara case ma aagal vadhiye.
intake-thanked = Ema aabhar shano! Aapne ahi hata:
intake-place = ({ $place }/{ $places })
intake-given = Atyar sudhi: { $value }
intake-summary = Joi lo, barabar che?
intake-summary-end = Badhu barabar hoy to Moklo dabavo, nahi to shu badalvu te pasand karo.
answer-cut = Tamaru lakhan lambu hatu; sharuaat no bhag rakhyo che.

case-opened = Tamaro case khuli gayo. Number: { $reference }. Lakhi rakho.
case-opened-agencies = Tamara mate suchvelu: { $agencies }. Kai mokalta pehla desk ni vyakti chakasse.
case-opened-due = { $due } sudhi ma desk taraf thi samachar malse.
case-opened-end = Game tyare pucho: "maro case kya che?"

ask-consent =
    Desk tamara case par kaam kare ane madad kari shake evi sansthao ne jaruri vigat mokle, e mate tamaru naam, dhandho, phone ane jaruriyat nondhi lau?
    Tame game tyare badhu kadhavi shako.
ask-name = Tamaru naam shu che?
ask-enterprise = Tamara dhandha nu naam shu che?
ask-region =
    { $programme ->
        [th-ssrc] Kaya province ma che?
       *[other] Kaya rajya ma che?
    }
ask-district = Kayo jillo ke shaher?
ask-sector = Kaya prakar no dhandho che?
ask-needs = Kai madad joie? Ek ke vadhare dabavo, pachi Thai gayu dabavo. Athva lakho.
ask-description = Shu thayu che ke shu karvu che, tamara shabdo ma kaho.
ask-trading = Hamna dhandho kevo chale che?
ask-loan = Loan che? Hapta keva bharay che?
ask-orders = Order ke grahak che?
ask-age = Dhandho ketla samay thi che?
ask-turnover = Varse aashre ketlu vechan thay che?
ask-registration =
    { $programme ->
        [th-ssrc] Registration number (13 aankda) shu che? Na hoy to chodo lakho.
       *[other] Udyam number shu che? Jem ke UDYAM-GJ-01-0000000. Na hoy to chodo lakho.
    }
ask-phone = Kaya phone number par vaat thai shake?
ask-contact-time = Phone karvano saro samay kayo?

why-consent = Tamara vishe kai pan nondhta pehla tamari ha levi pade; kaydo pan e j kahe che.
why-name = Phone karnar ne khabar pade ke koni sathe vaat karvi.
why-enterprise = Sanstha potana record ma tamaro dhandho shodhi shake.
why-region = Jagya pramane sanstha ane yojana badlay che.
why-district = Tamari najik ni office shodhva.
why-sector = Ketlik madad amuk prakar na dhandha mate j che.
why-needs = Tamaro case kai sanstha ne jase e aanathi nakki thay che.
why-description = Tamara potana shabdo ma vaat vadhare sari samjay che. Case je sansthao ne moklay te e vanchi shake.
why-trading = Paisa, salah ke navi sharuaat, shu kaam lagse e aanathi samjay che.
why-loan = Hapta ketla moda che ena par rasto aadhar rakhe che.
why-orders = Order vala dhandha ne judi madad joie.
why-age = Ketlik madad nava dhandha mate che, ketlik juna mate.
why-turnover = Yojana ni maryada dhandha na kad par che. Aashre aankdo chalse.
why-registration = Enathi sanstha tamaro record jaldi shodhe che. Case kholva e jaruri nathi.
why-phone = Desk tamaro contact kari shake e mate. Tamaro case je sansthao ne moklay temne apay che; bija ne tame ha kaho to j.
why-contact-time = Tame kaam ma ho tyare koi phone na kare e mate.

label-name = Naam
label-enterprise = Dhandho
label-region = Rajya ke province
label-district = Jillo
label-sector = Dhandha no prakar
label-needs = Joiti madad
label-description = Tamari vaat
label-trading = Haal no dhandho
label-loan = Loan
label-orders = Order
label-age = Ketlo juno
label-turnover = Varas nu vechan
label-registration = Registration number
label-phone = Phone
label-contact-time = Phone no samay

bad-empty = Koi shabd malyo nathi. Thoda shabdo ma javab aapo.
bad-choice = Aa button ahi nu nathi.
bad-consent = Ha ke na kaho. Puchya vagar hu case ma kai lakhto nathi.
bad-name = Naam akshar ma lakho.
bad-enterprise = Dhandha nu naam akshar ke aankda ma lakho.
bad-region =
    Aa jagya olkhai nahi. Fakt rajya nu naam lakho, jem ke Gujarat.
bad-description = Thoda shabdo ma kaho.
bad-needs = Kai madad joie e samjayu nahi. Button dabavo, athva lakho: loan, vechan.
bad-sector = Samjayu nahi. Button dabavo athva teno number lakho.
bad-trading = Samjayu nahi. Button dabavo athva teno number lakho.
bad-loan = Samjayu nahi. Button dabavo athva teno number lakho.
bad-orders = Samjayu nahi. Button dabavo athva teno number lakho.
bad-age = Ketla varas? 4 jevo aankdo lakho ke button dabavo.
bad-turnover = Rakam lakho, jem ke varshe 20 lakh ke mahine 50,000, ke button dabavo.
bad-registration-udyam = Udyam number aavo hoy: UDYAM-GJ-01-0000000. Fari juo, ke chodo.
bad-registration-udyam-state = Aa Udyam number na akshar valu koi rajya nathi. Fari juo, ke chodo.
bad-registration-thai-length = Registration number ma 13 aankda hoy. Fari juo, ke chodo.
bad-registration-thai-check = Aa number ma ek aankdo khoto che. Fari juo, ke chodo.
bad-phone = Aa number par phone nahi lage. Badha aankda sathe lakho.
bad-phone-length = Aa number ma aankda ocha ke vadhare che. Aakho number lakho.
bad-contact-time = Button dabavo, athva savare, bapore ke sanje lakho.
bad-summary = Moklo dabavo, athva shu badalvu te pasand karo. Lakhi pan shako: maro phone badlo.

consent-yes = Ha, sahmat chu
consent-no = Na
needs-finance = Paisa, loan
needs-management = Dhandho chalavvo
needs-marketing = Vechan vadharvu
needs-technology = Machine, technology
needs-export = Export, nikas
needs-registration = Registration, licence
needs-dispute = Payment atkyu, vivad
needs-recovery = Devu, dhandho bachavvo
needs-other = Biju kai
sector-manufacturing = Banavvanu kaam
sector-food = Khorak, restaurant
sector-textile = Kapad, vanat
sector-handicraft = Hastkala
sector-retail = Dukan, vepar
sector-services = Service
sector-farming = Kheti
sector-tourism = Tourism
sector-other = Biju
trading-growing = Vadhe che
trading-steady = Sthir che
trading-falling = Ghate che
trading-stopped = Bandh che
loan-none = Loan nathi
loan-regular = Samaysar bharay che
loan-late = 3 mahina sudhi modu
loan-overdue = 3 mahina thi vadhu modu
loan-court = Notice ke court
orders-plenty = Ghana
orders-some = Thoda
orders-none = Nathi
age-under1 = 1 varas thi ocho
age-1to3 = 1 thi 3 varas
age-3to10 = 3 thi 10 varas
age-over10 = 10 varas thi vadhu
turnover-micro = 10 crore rupiya sudhi
turnover-small = 10 thi 100 crore rupiya
turnover-medium = 100 thi 500 crore rupiya
turnover-upto2m = 20 lakh baht sudhi
turnover-upto50m = 20 lakh thi 5 crore baht
turnover-upto100m = 5 thi 10 crore baht
turnover-upto300m = 10 thi 30 crore baht
turnover-upto500m = 30 thi 50 crore baht
turnover-above = Ethi vadhu
contact-time-morning = Savare
contact-time-afternoon = Bapore
contact-time-evening = Sanje
contact-time-any = Game tyare

button-done = Thai gayu
button-doubted = Maro jawab "{ $typed }" chhe
button-skip = Chodo
button-why = Kem?
button-send = Moklo
button-more = Vadhu
button-change = Badlo: { $field }
button-continue = Aagal vadho
button-forget = Javab kadhi nakho
button-case = Case kholo
button-where-is-it = Maro case kya che?
button-answer = Javab aapo
button-answer-later = Hamna nahi

# Case kya che.
case-status = Case { $reference }, khulyane { $days ->
        [0] ek divas thayo nathi
        [one] { $days } divas thayo
       *[other] { $days } divas thaya
    }.
case-with-sent = Ahi moklyo che: { $agency }. Haji kholyo nathi.
case-with-seen = { $agency } e joyo che, haji javab aapyo nathi.
case-with-accepted = { $agency } e case lidho che.
case-with-in-progress = { $agency } tena par kaam kare che.
case-due = Vachan aapeli tarikh: { $due }.
case-closed = Case bandh thayo: { $outcome }.
case-none = Aa chat mathi koi case nathi. Case number hoy to phone na chella char aankda sathe lakho, jem ke: IN-26-000001-7 1234.
case-need-phone = { $reference } batavva mate tame aapela phone number na chella char aankda joie. Krupa karine lakho.
case-mistyped = Aa case number ma bhul che: ek aankdo khoto che. Joi ne fari lakho.
case-unknown = Aa phone na aankda sathe { $reference } number no koi case malyo nahi. Number joi lo ane char aankda fari lakho.
case-locked = Aa case mate ghani var khotu lakhayu. Ek kalak pachi fari karo, athva koi vyakti sathe vaat mango.

step-officer-looks = Have pachi: desk ni vyakti case jose.
step-agency-answers = Have pachi: sanstha javab aapse.
step-agency-works = Have pachi: sanstha kaam kari ne desk ne janavse.
step-desk-closes = Have pachi: desk ni vyakti tamari sathe parinam chakasse.
step-you-answer = Have pachi: desk ne tamaro javab joie che.
case-question = Desk puche che: { $question }
case-answer-ask = Case { $reference } mate tamaro javab lakho. Tamaro have pachi no message desk ni vyakti ne jase.
case-answer-taken = Aabhar. Tamaro javab desk ne malyo; case { $reference } aagal chale che.
case-answer-over = Case { $reference } par desk ne have javab joito nathi. Biju kai janavvu hoy to manas sathe vaat mago.
case-answer-later = Saru. Case { $reference } par desk tamara javab ni rah jue che.

outcome-helped = tamne madad mali
outcome-partly-helped = tamne thodi madad mali
outcome-no-help-found = koi sanstha madad kari shaki nahi
outcome-withdrawn = tame pacho lidho
outcome-not-reached = tamaro contact thayo nahi
outcome-duplicate = be var khulyo hato; bijo case chalu che

notice-send = Case { $reference }: { $agency } ne moklyo che. Javab aave etle janavish.
notice-see = Case { $reference }: { $agency } e kholi ne joyo che.
notice-accept = Sara samachar, case { $reference }: { $agency } e lidho che. Temna phone ni rah juo.
notice-decline = Case { $reference }: { $agency } lai shake tem nathi. Desk biji sari sanstha shodhe che; tamare kai karvanu nathi.
notice-expire = Case { $reference }: { $agency } e samaysar javab na aapyo. Desk biji sari sanstha shodhe che; tamare kai karvanu nathi.
notice-start = Case { $reference }: { $agency } e kaam sharu karyu che.
notice-progress = Case { $reference }: { $agency } ma kaam aagal vadhyu che.
notice-complete = Case { $reference }: { $agency } e kaam puru karyu. Bandh karta pehla desk tamari sathe parinam chakasse.
notice-fail = Case { $reference }: { $agency } kaam puru kari shaki nahi. Desk bijo rasto shodhe che; tamare kai karvanu nathi.
notice-decline-nobody = Case { $reference }: { $agency } lai shake tem nathi, ane yadi ma biji sanstha nathi. Desk ni vyakti bijo rasto jose.
notice-expire-nobody = Case { $reference }: { $agency } e samaysar javab na aapyo, ane yadi ma biji sanstha nathi. Desk ni vyakti bijo rasto jose.
notice-fail-nobody = Case { $reference }: { $agency } kaam puru kari shaki nahi. Hamna biji koi sanstha ne puchatu nathi; desk ni vyakti jose.
notice-recall = Case { $reference }: desk e tene { $agency } pasethi pachho lidho che. Tamaro case khullo che.
notice-bounce = Case { $reference }: amaro patra { $agency } sudhi pahonchyo nathi. Desk biji rite pahonchadse; tamare kai karvanu nathi.
notice-resume = Case { $reference } aagal chale che: desk e je puchyu hatu te mali gayu.
notice-your-turn = Case { $reference }: desk puche che: { $question }
notice-your-turn-again = Case { $reference }: aagal vadhva desk ne haji tamaro javab joie che: { $question }
notice-delayed = Case { $reference }: modu thayu che, maaf karsho. Have biji vyakti case sambhalse. Navi tarikh: { $date }.
notice-closed = Case { $reference } bandh thayo: { $outcome }. Barabar na hoy to mane lakho.
