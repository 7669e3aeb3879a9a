# ઓફર અને જરૂરિયાત: યાદીમાં શું છે, અને બે અજાણ્યા લોકોનો મેળ.

button-listing = મારી ઓફર કે જરૂરિયાત લખો
listing-which = તમારી ઓફર કે જરૂરિયાત કોની સાથે બંધ બેસે છે તે હું બીજાને પૂછી શકું. તે શું છે?
listing-offer-technology = હું ટેકનોલોજી આપું છું
listing-seek-technology = મારે ટેકનોલોજી જોઈએ છે
listing-seek-partner = મારે ભાગીદાર જોઈએ છે
listing-seek-buyer = મારે ખરીદનાર જોઈએ છે
listing-seek-supplier = મારે સપ્લાયર જોઈએ છે
ask-listing-text = એક જ મેસેજમાં લખો કે તમે શું આપો છો કે શું જોઈએ છે. નામ અને ફોન નંબર ન લખો: અજાણ્યા લોકો પણ વાંચશે.
listing-consent =
    જેમની વાત બંધ બેસે તે લોકો આ વાંચી શકશે: “{ $text }”
    તમારું નામ, ધંધો અને ફોન કોઈને ત્યારે જ મળશે જ્યારે તમે અને તે બંને હા પાડો. આ { $days } દિવસ યાદીમાં રહેશે. યાદીમાં મૂકું?
button-listing-yes = હા, મૂકો
button-listing-no = ના
listing-open = યાદીમાં મૂક્યું છે. નંબર: { $reference }. કોઈ મળે તો પહેલાં તમને પૂછીશ.
listing-paused = અટકાવ્યું છે. તમે કહો ત્યાં સુધી કોઈને નહીં પૂછું.
listing-closed = યાદીમાંથી કાઢી નાખ્યું.
listing-dropped = ભલે. યાદીમાં કંઈ મૂક્યું નથી.
listing-gone = આ બંધ થઈ ગયું છે. તમે ફરી મૂકી શકો.
listing-needs-case = પહેલાં કેસ ખોલો, જેથી ખબર પડે કે ઓફર કે જરૂરિયાત કોની છે.
listing-expired = { $reference }: આ { $days } દિવસ યાદીમાં હતું, હવે કાઢ્યું છે. ફરી મૂકું?
button-listing-pause = અટકાવો
button-listing-resume = ફરી ચાલુ કરો
button-listing-again = ફરી મૂકો
button-listing-close = યાદીમાંથી કાઢો
step-match-looks = હવે પછી: બંધ બેસે એવા કોઈને શોધું છું અને પહેલાં તમને પૂછીશ.

match-proposed =
    { $reference }: { $country ->
        [TH] થાઇલેન્ડ
       *[other] ભારત
    }માં કોઈ બંધ બેસી શકે. { $kind }: “{ $text }”
    બંનેને એકબીજાનું નામ, ધંધો અને ફોન આપું? બંનેની હા વગર કંઈ અપાશે નહીં. કૃપા કરી { $until } સુધીમાં જવાબ આપો.
button-match-yes = હા, સહમત છું
button-match-no = ના
match-waiting = આભાર. સામેવાળાને પણ પૂછ્યું છે. જવાબ આવે એટલે લખીશ.
match-agreed = બંને સહમત છે. સંપર્ક હવેના મેસેજમાં આવે છે.
match-declined = ભલે. તમારું કંઈ આપ્યું નથી.
match-over = આ મેળ પૂરો થઈ ગયો છે. આ બટનથી તમારું કંઈ અપાયું નથી.
match-none = { $reference }: આ મેળનું કંઈ થયું નહીં. તમારું કંઈ આપ્યું નથી. તમે યાદીમાં છો.
match-contact = { $reference }: બંને સહમત છે. { $name }, { $enterprise }, ફોન { $phone }. તેમની પાસે તમારો પણ છે.
