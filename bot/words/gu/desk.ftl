# સહાય ડેસ્ક: કેસના સવાલો, કેસ અને તેની સ્થિતિ. સસ્તા ફોન પર વંચાય એવી ટૂંકી લીટીઓ.

intake-which-desk = આ બાબતમાં અમારી એક વ્યક્તિ તમારી સાથે કામ કરી શકે. તમારો ધંધો કયા દેશમાં છે?
programme-in-msme = ભારત
programme-th-ssrc = થાઇલેન્ડ
intake-opening =
    હું એક પછી એક સવાલ પૂછીશ અને તમારો કેસ ખોલીશ, જેના પર એક વ્યક્તિ કામ કરશે.
    ગમે ત્યારે લખી શકો: છોડો, પાછળ, કેમ, રદ કરો. વચ્ચે બીજું કંઈ પણ પૂછી શકો.
intake-consult = તમે હમણાં જ અહીં પણ મદદ લઈ શકો છો:
intake-again = તમે પહેલાં શરૂ કર્યું હતું. તમારા જવાબ સચવાયેલા છે; ત્યાંથી જ આગળ વધીએ.
intake-restarted = ફરી પહેલેથી શરૂ કરીએ.
intake-cancel = મેં અટકાવ્યું છે. કંઈ મોકલ્યું નથી. તમે નક્કી કરો ત્યાં સુધી જવાબ સચવાયેલા રહેશે.
intake-later = ભલે, પછી કરીએ. જવાબ સચવાયેલા છે. તૈયાર હો ત્યારે બટન દબાવો અથવા લખો "મારો કેસ આગળ વધારો".
intake-kept = કેસ માટે આપેલા તમારા જવાબ પણ સાચવેલા છે. આગળ વધવા બટન દબાવો કે લખો "મારો કેસ આગળ વધારો".
intake-forgotten = તમારા જવાબ કાઢી નાખ્યા. કંઈ મોકલ્યું નથી.
intake-refused = તો હું કંઈ પૂછતો નથી અને કંઈ રાખતો નથી. તમારા સવાલોના જવાબ આપતો રહીશ, અને તમે કોઈ વ્યક્તિ માટે સંદેશો મૂકી શકો.
intake-gone = આ સવાલો બંધ થઈ ગયા છે. તમે નવો કેસ ખોલી શકો.
intake-nothing-before = આ પહેલો જ સવાલ છે.
intake-doubt = તમે "{ $typed }" લખ્યું. જવાબ ખરેખર એ જ હોય તો હા લખો કે બટન દબાવો. નહીં તો સવાલનો જવાબ આપો.
intake-cannot-skip = આ જવાબ જરૂરી છે; એના વગર કોઈ મદદ નહીં કરી શકે.
intake-not-ready = હજી એક જરૂરી જવાબ બાકી છે. તમે આપેલું કંઈ ગયું નથી.
intake-not-given-yet = એ મેં હજી પૂછ્યું નથી. હમણાં આવશે.
intake-code = બીજી એપ કે બીજા ફોન પર ચાલુ રાખવા, એક દિવસમાં ત્યાં આ લખો: { $code }. એક જ વાર ચાલશે.
intake-wrong-code = આ કોડ ચાલતો નથી: વપરાઈ ગયો છે, એક દિવસથી જૂનો છે, કે ખોટો લખાયો છે. જ્યાં શરૂ કર્યું ત્યાં નવો માગો.
intake-moved = તમારા જવાબ હવે અહીં છે. આગળ વધીએ.
intake-moved-away = તમારા જવાબ હવે બીજી એપમાં છે, જ્યાં કોડ લખાયો. અહીં એ હવે દેખાશે નહીં. અહીં તમે નવો કેસ ખોલી શકો.
intake-heard =
    જણાવવા બદલ આભાર, મેં વાંચ્યું. તમે હા કહો એટલે આ તમારા જ શબ્દોમાં કેસમાં લખી લઈશ: ફરી લખવું નહીં પડે, અને છેલ્લે બદલી પણ શકશો.
    તમારી હા વગર કેસમાં કંઈ નહીં લખું.
intake-noted = આભાર, આ તમારા જ શબ્દોમાં કેસમાં ઉમેરી દીધું છે. છેલ્લે બદલી શકશો.
intake-greeted = નમસ્તે! ચાલો, તમારા કેસમાં આગળ વધીએ.
intake-thanked = એમાં આભાર શાનો! આપણે અહીં હતા:
intake-place = ({ $place }/{ $places })
intake-given = અત્યાર સુધી: { $value }
intake-summary = જોઈ લો, બરાબર છે?
intake-summary-end = બધું બરાબર હોય તો મોકલો દબાવો, નહીં તો શું બદલવું તે પસંદ કરો.
answer-cut = તમારું લખાણ લાંબું હતું; શરૂઆતનો ભાગ રાખ્યો છે.

case-opened = તમારો કેસ ખૂલી ગયો. નંબર: { $reference }. લખી રાખો.
case-opened-agencies = તમારા માટે સૂચવેલું: { $agencies }. કંઈ મોકલતાં પહેલાં ડેસ્કની વ્યક્તિ ચકાસશે.
case-opened-due = { $due } સુધીમાં ડેસ્ક તરફથી સમાચાર મળશે.
case-opened-end = ગમે ત્યારે પૂછો: "મારો કેસ ક્યાં છે?"

ask-consent =
    ડેસ્ક તમારા કેસ પર કામ કરે અને મદદ કરી શકે એવી સંસ્થાઓને જરૂરી વિગત મોકલે, એ માટે તમારું નામ, ધંધો, ફોન અને જરૂરિયાત નોંધી લઉં?
    તમે ગમે ત્યારે બધું કઢાવી શકો.
ask-name = તમારું નામ શું છે?
ask-enterprise = તમારા ધંધાનું નામ શું છે?
ask-region =
    { $programme ->
        [th-ssrc] કયા પ્રાંતમાં છે?
       *[other] કયા રાજ્યમાં છે?
    }
ask-district = કયો જિલ્લો કે શહેર?
ask-sector = કયા પ્રકારનો ધંધો છે?
ask-needs = કઈ મદદ જોઈએ? એક કે વધારે દબાવો, પછી થઈ ગયું દબાવો. અથવા લખો.
ask-description = શું થયું છે કે શું કરવું છે, તમારા શબ્દોમાં કહો.
ask-trading = હમણાં ધંધો કેવો ચાલે છે?
ask-loan = લોન છે? હપ્તા કેવા ભરાય છે?
ask-orders = ઓર્ડર કે ગ્રાહક છે?
ask-age = ધંધો કેટલા સમયથી છે?
ask-turnover = વર્ષે આશરે કેટલું વેચાણ થાય છે?
ask-registration =
    { $programme ->
        [th-ssrc] નોંધણી નંબર (13 આંકડા) શું છે? ન હોય તો છોડો.
       *[other] ઉદ્યમ નંબર શું છે? જેમ કે UDYAM-GJ-01-0000000. ન હોય તો છોડો.
    }
ask-phone = કયા ફોન નંબર પર વાત થઈ શકે?
ask-contact-time = ફોન કરવાનો સારો સમય કયો?

why-consent = તમારા વિશે કંઈ પણ નોંધતાં પહેલાં તમારી હા લેવી પડે; કાયદો પણ એ જ કહે છે.
why-name = ફોન કરનારને ખબર પડે કે કોની સાથે વાત કરવી.
why-enterprise = સંસ્થા પોતાના રેકોર્ડમાં તમારો ધંધો શોધી શકે.
why-region = જગ્યા પ્રમાણે સંસ્થા અને યોજના બદલાય છે.
why-district = તમારી નજીકની કચેરી શોધવા.
why-sector = કેટલીક મદદ અમુક પ્રકારના ધંધા માટે જ છે.
why-needs = તમારો કેસ કઈ સંસ્થાને જશે એ આનાથી નક્કી થાય છે.
why-description = તમારા પોતાના શબ્દોમાં વાત વધારે સારી સમજાય છે. કેસ જે સંસ્થાઓને મોકલાય તે એ વાંચી શકે.
why-trading = પૈસા, સલાહ કે નવી શરૂઆત, શું કામ લાગશે એ આનાથી સમજાય છે.
why-loan = હપ્તા કેટલા મોડા છે એના પર રસ્તો આધાર રાખે છે.
why-orders = ઓર્ડરવાળા ધંધાને જુદી મદદ જોઈએ.
why-age = કેટલીક મદદ નવા ધંધા માટે છે, કેટલીક જૂના માટે.
why-turnover = યોજનાની મર્યાદા ધંધાના કદ પર છે. આશરે આંકડો ચાલશે.
why-registration = એનાથી સંસ્થા તમારો રેકોર્ડ જલદી શોધે છે. કેસ ખોલવા એ જરૂરી નથી.
why-phone = ડેસ્ક તમારો સંપર્ક કરી શકે એ માટે. તમારો કેસ જે સંસ્થાઓને મોકલાય તેમને અપાય છે; બીજાને તમે હા કહો તો જ.
why-contact-time = તમે કામમાં હો ત્યારે કોઈ ફોન ન કરે એ માટે.

label-name = નામ
label-enterprise = ધંધો
label-region = રાજ્ય કે પ્રાંત
label-district = જિલ્લો
label-sector = ધંધાનો પ્રકાર
label-needs = જોઈતી મદદ
label-description = તમારી વાત
label-trading = હાલનો ધંધો
label-loan = લોન
label-orders = ઓર્ડર
label-age = ઉંમર
label-turnover = વર્ષનું વેચાણ
label-registration = નોંધણી નંબર
label-phone = ફોન
label-contact-time = ફોનનો સમય

bad-empty = કોઈ શબ્દ મળ્યો નથી. થોડા શબ્દોમાં જવાબ આપો.
bad-choice = આ બટન અહીંનું નથી.
bad-consent = હા કે ના કહો. પૂછ્યા વગર હું કેસમાં કંઈ લખતો નથી.
bad-name = નામ અક્ષરોમાં લખો.
bad-enterprise = ધંધાનું નામ અક્ષર કે આંકડામાં લખો.
bad-region =
    આ જગ્યા ઓળખાઈ નહીં. ફક્ત રાજ્યનું નામ લખો, જેમ કે ગુજરાત.
bad-description = થોડા શબ્દોમાં કહો.
bad-needs = કઈ મદદ જોઈએ એ સમજાયું નહીં. બટન દબાવો, અથવા લખો: લોન, વેચાણ.
bad-sector = સમજાયું નહીં. બટન દબાવો અથવા તેનો નંબર લખો.
bad-trading = સમજાયું નહીં. બટન દબાવો અથવા તેનો નંબર લખો.
bad-loan = સમજાયું નહીં. બટન દબાવો અથવા તેનો નંબર લખો.
bad-orders = સમજાયું નહીં. બટન દબાવો અથવા તેનો નંબર લખો.
bad-age = કેટલાં વર્ષ? 4 જેવો આંકડો લખો કે બટન દબાવો.
bad-turnover = રકમ લખો, જેમ કે વર્ષે 20 લાખ કે મહિને 50,000, કે બટન દબાવો.
bad-registration-udyam = ઉદ્યમ નંબર આવો હોય: UDYAM-GJ-01-0000000. ફરી જુઓ કે છોડો.
bad-registration-udyam-state = આ ઉદ્યમ નંબરના અક્ષરોવાળું કોઈ રાજ્ય નથી. ફરી જુઓ કે છોડો.
bad-registration-thai-length = નોંધણી નંબરમાં 13 આંકડા હોય. ફરી જુઓ કે છોડો.
bad-registration-thai-check = આ નંબરમાં એક આંકડો ખોટો છે. ફરી જુઓ કે છોડો.
bad-phone = આ નંબર પર ફોન નહીં લાગે. બધા આંકડા સાથે લખો.
bad-phone-length = આ નંબરમાં આંકડા ઓછા કે વધારે છે. આખો નંબર લખો.
bad-contact-time = બટન દબાવો, અથવા સવારે, બપોરે કે સાંજે લખો.
bad-summary = મોકલો દબાવો, અથવા શું બદલવું તે પસંદ કરો. લખી પણ શકો: મારો ફોન બદલો.

consent-yes = હા, સહમત છું
consent-no = ના
needs-finance = પૈસા, લોન
needs-management = ધંધો ચલાવવો
needs-marketing = વેચાણ વધારવું
needs-technology = મશીન, ટેકનોલોજી
needs-export = નિકાસ
needs-registration = નોંધણી, લાયસન્સ
needs-dispute = પૈસા અટક્યા, વિવાદ
needs-recovery = દેવું, ધંધો બચાવવો
needs-other = બીજું કંઈ
sector-manufacturing = બનાવવાનું કામ
sector-food = ખોરાક, રેસ્ટોરન્ટ
sector-textile = કાપડ, વણાટ
sector-handicraft = હસ્તકલા
sector-retail = દુકાન, વેપાર
sector-services = સેવા
sector-farming = ખેતી
sector-tourism = પ્રવાસન
sector-other = અન્ય
trading-growing = વધે છે
trading-steady = સ્થિર છે
trading-falling = ઘટે છે
trading-stopped = બંધ છે
loan-none = લોન નથી
loan-regular = સમયસર ભરાય છે
loan-late = 3 મહિના સુધી મોડું
loan-overdue = 3 મહિનાથી વધુ મોડું
loan-court = નોટિસ કે કોર્ટ
orders-plenty = ઘણા
orders-some = થોડા
orders-none = નથી
age-under1 = 1 વર્ષથી ઓછો
age-1to3 = 1 થી 3 વર્ષ
age-3to10 = 3 થી 10 વર્ષ
age-over10 = 10 વર્ષથી વધુ
turnover-micro = 10 કરોડ રૂપિયા સુધી
turnover-small = 10 થી 100 કરોડ રૂપિયા
turnover-medium = 100 થી 500 કરોડ રૂપિયા
turnover-upto2m = 20 લાખ બાટ સુધી
turnover-upto50m = 20 લાખથી 5 કરોડ બાટ
turnover-upto100m = 5 થી 10 કરોડ બાટ
turnover-upto300m = 10 થી 30 કરોડ બાટ
turnover-upto500m = 30 થી 50 કરોડ બાટ
turnover-above = એથી વધુ
contact-time-morning = સવારે
contact-time-afternoon = બપોરે
contact-time-evening = સાંજે
contact-time-any = ગમે ત્યારે

button-done = થઈ ગયું
button-doubted = મારો જવાબ "{ $typed }" છે
button-skip = છોડો
button-why = કેમ?
button-send = મોકલો
button-more = વધુ
button-change = બદલો: { $field }
button-continue = આગળ વધો
button-forget = જવાબ કાઢી નાખો
button-case = કેસ ખોલો
button-where-is-it = મારો કેસ ક્યાં છે?
button-answer = જવાબ આપો
button-answer-later = હમણાં નહીં

# કેસ ક્યાં છે.
case-status = કેસ { $reference }, ખૂલ્યાને { $days ->
        [0] એક દિવસ થયો નથી
        [one] { $days } દિવસ થયો
       *[other] { $days } દિવસ થયા
    }.
case-with-sent = અહીં મોકલ્યો છે: { $agency }. હજી ખોલ્યો નથી.
case-with-seen = { $agency } એ જોયો છે, હજી જવાબ આપ્યો નથી.
case-with-accepted = { $agency } એ કેસ લીધો છે.
case-with-in-progress = { $agency } તેના પર કામ કરે છે.
case-due = વચન આપેલી તારીખ: { $due }.
case-closed = કેસ બંધ થયો: { $outcome }.
case-none = આ ચેટમાંથી કોઈ કેસ નથી. કેસ નંબર હોય તો ફોનના છેલ્લા ચાર આંકડા સાથે લખો, જેમ કે: IN-26-000001-7 1234.
case-need-phone = { $reference } બતાવવા માટે તમે આપેલા ફોન નંબરના છેલ્લા ચાર આંકડા જોઈએ. કૃપા કરીને લખો.
case-mistyped = આ કેસ નંબરમાં ભૂલ છે: એક આંકડો ખોટો છે. જોઈને ફરી લખો.
case-unknown = આ ફોનના આંકડા સાથે { $reference } નંબરનો કોઈ કેસ મળ્યો નહીં. નંબર જોઈ લો અને ચાર આંકડા ફરી લખો.
case-locked = આ કેસ માટે ઘણી વાર ખોટું લખાયું. એક કલાક પછી ફરી કરો, અથવા કોઈ વ્યક્તિ સાથે વાત માગો.

step-officer-looks = હવે પછી: ડેસ્કની વ્યક્તિ કેસ જોશે.
step-agency-answers = હવે પછી: સંસ્થા જવાબ આપશે.
step-agency-works = હવે પછી: સંસ્થા કામ કરીને ડેસ્કને જણાવશે.
step-desk-closes = હવે પછી: ડેસ્કની વ્યક્તિ તમારી સાથે પરિણામ ચકાસશે.
step-you-answer = હવે પછી: ડેસ્કને તમારો જવાબ જોઈએ છે.
case-question = ડેસ્ક પૂછે છે: { $question }
case-answer-ask = કેસ { $reference } માટે તમારો જવાબ લખો. તમારો હવે પછીનો મેસેજ ડેસ્કની વ્યક્તિને જશે.
case-answer-taken = આભાર. તમારો જવાબ ડેસ્કને મળ્યો; કેસ { $reference } આગળ ચાલે છે.
case-answer-over = કેસ { $reference } પર ડેસ્કને હવે જવાબ જોઈતો નથી. બીજું કંઈ જણાવવું હોય તો માણસ સાથે વાત માગો.
case-answer-later = સારું. કેસ { $reference } પર ડેસ્ક તમારા જવાબની રાહ જુએ છે.

outcome-helped = તમને મદદ મળી
outcome-partly-helped = તમને થોડી મદદ મળી
outcome-no-help-found = કોઈ સંસ્થા મદદ કરી શકી નહીં
outcome-withdrawn = તમે પાછો લીધો
outcome-not-reached = તમારો સંપર્ક થયો નહીં
outcome-duplicate = બે વાર ખૂલ્યો હતો; બીજો કેસ ચાલુ છે

notice-send = કેસ { $reference }: { $agency } ને મોકલ્યો છે. જવાબ આવે એટલે જણાવીશ.
notice-see = કેસ { $reference }: { $agency } એ ખોલીને જોયો છે.
notice-accept = સારા સમાચાર, કેસ { $reference }: { $agency } એ લીધો છે. તેમના ફોનની રાહ જુઓ.
notice-decline = કેસ { $reference }: { $agency } લઈ શકે તેમ નથી. ડેસ્ક બીજી સારી સંસ્થા શોધે છે; તમારે કંઈ કરવાનું નથી.
notice-expire = કેસ { $reference }: { $agency } એ સમયસર જવાબ ન આપ્યો. ડેસ્ક બીજી સારી સંસ્થા શોધે છે; તમારે કંઈ કરવાનું નથી.
notice-start = કેસ { $reference }: { $agency } એ કામ શરૂ કર્યું છે.
notice-progress = કેસ { $reference }: { $agency } માં કામ આગળ વધ્યું છે.
notice-complete = કેસ { $reference }: { $agency } એ કામ પૂરું કર્યું. બંધ કરતાં પહેલાં ડેસ્ક તમારી સાથે પરિણામ ચકાસશે.
notice-fail = કેસ { $reference }: { $agency } કામ પૂરું કરી શકી નહીં. ડેસ્ક બીજો રસ્તો શોધે છે; તમારે કંઈ કરવાનું નથી.
notice-decline-nobody = કેસ { $reference }: { $agency } લઈ શકે તેમ નથી, અને યાદીમાં બીજી સંસ્થા નથી. ડેસ્કની વ્યક્તિ બીજો રસ્તો જોશે.
notice-expire-nobody = કેસ { $reference }: { $agency } એ સમયસર જવાબ ન આપ્યો, અને યાદીમાં બીજી સંસ્થા નથી. ડેસ્કની વ્યક્તિ બીજો રસ્તો જોશે.
notice-fail-nobody = કેસ { $reference }: { $agency } કામ પૂરું કરી શકી નહીં. હમણાં બીજી કોઈ સંસ્થાને પૂછાતું નથી; ડેસ્કની વ્યક્તિ જોશે.
notice-recall = કેસ { $reference }: ડેસ્કે તેને { $agency } પાસેથી પાછો લીધો છે. તમારો કેસ ખુલ્લો છે.
notice-bounce = કેસ { $reference }: અમારો પત્ર { $agency } સુધી પહોંચ્યો નથી. ડેસ્ક બીજી રીતે પહોંચાડશે; તમારે કંઈ કરવાનું નથી.
notice-resume = કેસ { $reference } આગળ ચાલે છે: ડેસ્કે જે પૂછ્યું હતું તે મળી ગયું.
notice-your-turn = કેસ { $reference }: ડેસ્ક પૂછે છે: { $question }
notice-your-turn-again = કેસ { $reference }: આગળ વધવા ડેસ્કને હજી તમારો જવાબ જોઈએ છે: { $question }
notice-delayed = કેસ { $reference }: મોડું થયું છે, માફ કરશો. હવે બીજી વ્યક્તિ કેસ સંભાળશે. નવી તારીખ: { $date }.
notice-closed = કેસ { $reference } બંધ થયો: { $outcome }. બરાબર ન હોય તો મને લખો.
