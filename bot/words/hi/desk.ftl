# सहायता डेस्क: केस के सवाल, केस और उसकी ख़बर. सस्ते फ़ोन पर पढ़ने लायक छोटी पंक्तियाँ.

intake-which-desk = एक व्यक्ति इस पर आपके साथ काम कर सकता है. आपका कारोबार किस देश में है?
programme-in-msme = भारत
programme-th-ssrc = थाईलैंड
intake-opening =
    मैं एक-एक करके सवाल पूछूँगा और आपका केस खोलूँगा, जिस पर एक व्यक्ति काम करेगा.
    कभी भी लिख सकते हैं: छोड़ो, पीछे, क्यों, रद्द करो. बीच में कुछ और भी पूछ सकते हैं.
intake-consult = आप अभी यहाँ भी मदद ले सकते हैं:
intake-again = आपने पहले शुरू किया था. आपके जवाब रखे हैं; वहीं से आगे बढ़ते हैं.
intake-restarted = फिर से शुरू करते हैं.
intake-cancel = मैंने रोक दिया है. कुछ भेजा नहीं गया. आप तय करें तब तक जवाब रखे रहेंगे.
intake-later = ठीक है, बाद में. जवाब रखे हैं. तैयार हों तो बटन दबाइए या लिखिए "मेरा केस आगे बढ़ाओ".
intake-kept = केस के लिए दिए आपके जवाब भी रखे हुए हैं. आगे बढ़ने के लिए बटन दबाइए या लिखिए "मेरा केस आगे बढ़ाओ".
intake-forgotten = आपके जवाब मिटा दिए. कुछ भेजा नहीं गया.
intake-refused = तो मैं कुछ नहीं पूछूँगा और कुछ नहीं रखूँगा. आपके सवालों के जवाब देता रहूँगा, और आप किसी व्यक्ति के लिए संदेश छोड़ सकते हैं.
intake-gone = ये सवाल बंद हो चुके हैं. आप नया केस खोल सकते हैं.
intake-nothing-before = यही पहला सवाल है.
intake-doubt = आपने "{ $typed }" लिखा। अगर जवाब सच में यही है, तो हाँ लिखें या बटन दबाएँ। नहीं तो सवाल का जवाब दें।
intake-cannot-skip = यह जवाब ज़रूरी है; इसके बिना कोई मदद नहीं कर पाएगा.
intake-not-ready = एक ज़रूरी जवाब अभी बाकी है. आपका दिया हुआ कुछ नहीं खोया.
intake-not-given-yet = यह मैंने अभी पूछा नहीं है. थोड़ी देर में आएगा.
intake-code = दूसरे ऐप या दूसरे फ़ोन पर आगे बढ़ने के लिए, एक दिन के अंदर वहाँ यह लिखिए: { $code }. एक ही बार चलेगा.
intake-wrong-code = यह कोड नहीं चलता: इस्तेमाल हो चुका है, एक दिन से पुराना है, या ग़लत लिखा है. जहाँ शुरू किया था वहाँ नया माँगिए.
intake-moved = आपके जवाब अब यहाँ हैं. आगे बढ़ते हैं.
intake-moved-away = आपके जवाब अब दूसरे ऐप में हैं, जहाँ कोड लिखा गया. यहाँ वे अब नहीं दिखेंगे. यहाँ आप नया केस खोल सकते हैं.
intake-heard =
    बताने के लिए शुक्रिया, मैंने पढ़ लिया. आपके हाँ कहते ही यह आपके ही शब्दों में केस में लिख दूँगा: दोबारा लिखना नहीं पड़ेगा, और आख़िर में बदल भी सकते हैं.
    आपके हाँ के बिना केस में कुछ नहीं लिखूँगा.
intake-noted = शुक्रिया, यह आपके ही शब्दों में केस में जोड़ दिया है. आख़िर में बदल सकते हैं.
intake-greeted = नमस्ते! चलिए, आपके केस में आगे बढ़ते हैं.
intake-thanked = कोई बात नहीं. हम यहाँ थे:
intake-place = ({ $place }/{ $places })
intake-given = अभी तक: { $value }
intake-summary = देख लीजिए, सब सही है?
intake-summary-end = सही है तो भेजें दबाइए, नहीं तो क्या बदलना है वह चुनिए.
answer-cut = आपकी बात लंबी थी; शुरू का हिस्सा रखा है.

case-opened = आपका केस खुल गया. नंबर: { $reference }. लिख लीजिए.
case-opened-agencies = आपके लिए सुझाव: { $agencies }. कुछ भेजने से पहले डेस्क का व्यक्ति जाँचेगा.
case-opened-due = { $due } तक डेस्क से ख़बर मिलेगी.
case-opened-end = कभी भी पूछिए: "मेरा केस कहाँ है?"

ask-consent =
    डेस्क आपके केस पर काम करे और मदद कर सकने वाली संस्थाओं को ज़रूरी बात भेजे, इसके लिए आपका नाम, कारोबार, फ़ोन और ज़रूरत लिख लूँ?
    आप कभी भी सब मिटवा सकते हैं.
ask-name = आपका नाम क्या है?
ask-enterprise = आपके कारोबार का नाम क्या है?
ask-region =
    { $programme ->
        [th-ssrc] किस प्रांत में है?
       *[other] किस राज्य में है?
    }
ask-district = कौन सा ज़िला या शहर?
ask-sector = किस तरह का कारोबार है?
ask-needs = कैसी मदद चाहिए? एक या ज़्यादा दबाइए, फिर हो गया. या लिख दीजिए.
ask-description = क्या हुआ है या क्या करना है, अपने शब्दों में बताइए.
ask-trading = अभी कारोबार कैसा चल रहा है?
ask-loan = लोन है? किस्त कैसे जा रही है?
ask-orders = ऑर्डर या ग्राहक हैं?
ask-age = कारोबार कितना पुराना है?
ask-turnover = साल में लगभग कितनी बिक्री होती है?
ask-registration =
    { $programme ->
        [th-ssrc] पंजीकरण नंबर (13 अंक) क्या है? न हो तो छोड़ो लिखिए.
       *[other] उद्यम नंबर क्या है? जैसे UDYAM-UP-01-0000000. न हो तो छोड़ो लिखिए.
    }
ask-phone = किस फ़ोन नंबर पर बात हो सकती है?
ask-contact-time = फ़ोन करने का अच्छा समय कौन सा है?

why-consent = आपके बारे में कुछ भी लिखने से पहले आपकी हाँ ज़रूरी है; क़ानून भी यही कहता है.
why-name = ताकि फ़ोन करने वाला जाने किससे बात करनी है.
why-enterprise = ताकि संस्था अपने रिकॉर्ड में आपका कारोबार ढूँढ सके.
why-region = जगह के हिसाब से संस्था और योजना बदलती हैं.
why-district = आपके पास का दफ़्तर ढूँढने के लिए.
why-sector = कुछ मदद कुछ ही तरह के कारोबार के लिए है.
why-needs = इसी से तय होता है कि केस किस संस्था को जाएगा.
why-description = आपके अपने शब्दों से बात बेहतर समझ आती है. जिन संस्थाओं को केस भेजा जाए, वे इन्हें पढ़ सकती हैं.
why-trading = इससे समझ आता है कि पैसा, सलाह या नई शुरुआत, क्या काम आएगा.
why-loan = किस्त कितनी देर से है, उसी पर रास्ता तय होता है.
why-orders = ऑर्डर वाले कारोबार को अलग मदद चाहिए.
why-age = कुछ मदद नए कारोबार के लिए है, कुछ पुराने के लिए.
why-turnover = योजना की सीमा कारोबार के आकार पर है. अंदाज़ा चलेगा.
why-registration = इससे संस्था आपका रिकॉर्ड जल्दी ढूँढ लेती है. केस खोलने के लिए ज़रूरी नहीं.
why-phone = ताकि डेस्क आपसे बात कर सके. यह उन संस्थाओं को दिया जाता है जिन्हें आपका केस भेजा जाए; औरों को तभी, जब आप हाँ कहें.
why-contact-time = ताकि कोई आपके काम के समय फ़ोन न करे.

label-name = नाम
label-enterprise = कारोबार
label-region = राज्य या प्रांत
label-district = ज़िला
label-sector = कारोबार का प्रकार
label-needs = कैसी मदद
label-description = आपकी बात
label-trading = अभी कारोबार
label-loan = लोन
label-orders = ऑर्डर
label-age = कितना पुराना
label-turnover = साल की बिक्री
label-registration = पंजीकरण नंबर
label-phone = फ़ोन
label-contact-time = फ़ोन का समय

bad-empty = कोई शब्द नहीं मिला. थोड़े शब्दों में जवाब दीजिए.
bad-choice = यह बटन यहाँ का नहीं है.
bad-consent = हाँ या नहीं में बताइए. बिना पूछे मैं केस में कुछ नहीं लिखता.
bad-name = नाम अक्षरों में लिखिए.
bad-enterprise = कारोबार का नाम अक्षर या अंकों में लिखिए.
bad-region =
    यह जगह समझ नहीं आई. सिर्फ़ राज्य का नाम लिखिए, जैसे उत्तर प्रदेश.
bad-description = थोड़े शब्दों में बताइए.
bad-needs = कैसी मदद, यह समझ नहीं आया. बटन दबाइए या लिखिए: लोन, बिक्री.
bad-sector = समझ नहीं आया. बटन दबाइए या उसका नंबर लिखिए.
bad-trading = समझ नहीं आया. बटन दबाइए या उसका नंबर लिखिए.
bad-loan = समझ नहीं आया. बटन दबाइए या उसका नंबर लिखिए.
bad-orders = समझ नहीं आया. बटन दबाइए या उसका नंबर लिखिए.
bad-age = कितने साल? 4 जैसा अंक लिखिए या बटन दबाइए.
bad-turnover = रकम लिखिए, जैसे साल के 20 लाख या महीने के 50,000, या बटन दबाइए।
bad-registration-udyam = उद्यम नंबर ऐसा होता है: UDYAM-UP-01-0000000. देख लीजिए, या छोड़ो लिखिए.
bad-registration-udyam-state = इस उद्यम नंबर के अक्षरों वाला कोई राज्य नहीं है. देख लीजिए, या छोड़ो लिखिए.
bad-registration-thai-length = पंजीकरण नंबर में 13 अंक होते हैं. देख लीजिए, या छोड़ो लिखिए.
bad-registration-thai-check = इस नंबर का एक अंक ग़लत है. देख लीजिए, या छोड़ो लिखिए.
bad-phone = इस नंबर पर फ़ोन नहीं लगेगा. सारे अंक लिखिए.
bad-phone-length = इस नंबर में अंक कम या ज़्यादा हैं. पूरा नंबर लिखिए.
bad-contact-time = बटन दबाइए, या सुबह, दोपहर या शाम लिखिए.
bad-summary = भेजें दबाइए, या क्या बदलना है वह चुनिए. लिख भी सकते हैं: मेरा फ़ोन बदलो.

consent-yes = हाँ, सहमत हूँ
consent-no = नहीं
needs-finance = पैसा, लोन
needs-management = कारोबार चलाना
needs-marketing = बिक्री बढ़ाना
needs-technology = मशीन, तकनीक
needs-export = निर्यात
needs-registration = पंजीकरण, लाइसेंस
needs-dispute = भुगतान अटका, विवाद
needs-recovery = कर्ज़, कारोबार बचाना
needs-other = कुछ और
sector-manufacturing = सामान बनाना
sector-food = खाना, रेस्टोरेंट
sector-textile = कपड़ा, बुनाई
sector-handicraft = हस्तशिल्प
sector-retail = दुकान, व्यापार
sector-services = सेवा
sector-farming = खेती
sector-tourism = पर्यटन
sector-other = अन्य
trading-growing = बढ़ रहा है
trading-steady = वैसा ही है
trading-falling = घट रहा है
trading-stopped = बंद है
loan-none = लोन नहीं है
loan-regular = समय पर भरते हैं
loan-late = 3 महीने तक देर
loan-overdue = 3 महीने से ज़्यादा देर
loan-court = नोटिस या अदालत
orders-plenty = बहुत
orders-some = थोड़े
orders-none = नहीं हैं
age-under1 = 1 साल से कम
age-1to3 = 1 से 3 साल
age-3to10 = 3 से 10 साल
age-over10 = 10 साल से ज़्यादा
turnover-micro = 10 करोड़ रुपये तक
turnover-small = 10 से 100 करोड़ रुपये
turnover-medium = 100 से 500 करोड़ रुपये
turnover-upto2m = 20 लाख बाट तक
turnover-upto50m = 20 लाख से 5 करोड़ बाट
turnover-upto100m = 5 से 10 करोड़ बाट
turnover-upto300m = 10 से 30 करोड़ बाट
turnover-upto500m = 30 से 50 करोड़ बाट
turnover-above = इससे ज़्यादा
contact-time-morning = सुबह
contact-time-afternoon = दोपहर
contact-time-evening = शाम
contact-time-any = कभी भी

button-done = हो गया
button-doubted = मेरा जवाब "{ $typed }" है
button-skip = छोड़ो
button-why = क्यों?
button-send = भेजें
button-more = और
button-change = बदलें: { $field }
button-continue = आगे बढ़ें
button-forget = जवाब मिटाएँ
button-case = केस खोलें
button-where-is-it = मेरा केस कहाँ है?
button-answer = जवाब दें
button-answer-later = अभी नहीं

# केस कहाँ है.
case-status = केस { $reference }, खुले हुए { $days ->
        [0] एक दिन नहीं हुआ
        [one] { $days } दिन हुआ
       *[other] { $days } दिन हुए
    }.
case-with-sent = यहाँ भेजा है: { $agency }. अभी खोला नहीं है.
case-with-seen = { $agency } ने देखा है, अभी जवाब नहीं दिया.
case-with-accepted = { $agency } ने केस ले लिया है.
case-with-in-progress = { $agency } इस पर काम कर रहे हैं.
case-due = वादे की तारीख़: { $due }.
case-closed = केस बंद हुआ: { $outcome }.
case-none = इस चैट से कोई केस नहीं है. केस नंबर हो तो फ़ोन के आख़िरी चार अंकों के साथ लिखिए, जैसे: IN-26-000001-7 1234.
case-need-phone = { $reference } दिखाने के लिए आपके दिए हुए फ़ोन नंबर के आख़िरी चार अंक चाहिए। कृपया लिख दीजिए।
case-mistyped = इस केस नंबर में ग़लती है: एक अंक ग़लत है. देखकर फिर लिखिए.
case-unknown = इन फ़ोन अंकों के साथ { $reference } नंबर का कोई केस नहीं मिला. नंबर देख लीजिए और चारों अंक फिर लिखिए.
case-locked = इस केस के लिए बहुत बार ग़लत लिखा गया. एक घंटे बाद कोशिश कीजिए, या किसी व्यक्ति से बात माँगिए.

step-officer-looks = आगे: डेस्क का व्यक्ति केस देखेगा.
step-agency-answers = आगे: संस्था जवाब देगी.
step-agency-works = आगे: संस्था काम करके डेस्क को बताएगी.
step-desk-closes = आगे: डेस्क का व्यक्ति आपके साथ नतीजा जाँचेगा.
step-you-answer = आगे: डेस्क को आपका जवाब चाहिए.
case-question = डेस्क पूछता है: { $question }
case-answer-ask = केस { $reference } के लिए अपना जवाब लिखिए. आपका अगला मैसेज डेस्क के व्यक्ति को जाएगा.
case-answer-taken = धन्यवाद. आपका जवाब डेस्क को मिल गया; केस { $reference } आगे बढ़ता है.
case-answer-over = केस { $reference } पर डेस्क को अब जवाब नहीं चाहिए. कुछ और बताना हो तो किसी व्यक्ति से बात माँगिए.
case-answer-later = ठीक है. केस { $reference } पर डेस्क आपके जवाब का इंतज़ार करता है.

outcome-helped = आपको मदद मिली
outcome-partly-helped = आपको थोड़ी मदद मिली
outcome-no-help-found = कोई संस्था मदद नहीं कर पाई
outcome-withdrawn = आपने वापस लिया
outcome-not-reached = आपसे बात नहीं हो पाई
outcome-duplicate = दो बार खुला था; दूसरा केस चल रहा है

notice-send = केस { $reference }: { $agency } को भेजा गया. जवाब आते ही बताऊँगा.
notice-see = केस { $reference }: { $agency } ने खोलकर देखा है.
notice-accept = अच्छी ख़बर, केस { $reference }: { $agency } ने ले लिया है. उनके फ़ोन का इंतज़ार कीजिए.
notice-decline = केस { $reference }: { $agency } नहीं ले सकते. डेस्क अगली अच्छी संस्था ढूँढ रहा है; आपको कुछ नहीं करना.
notice-expire = केस { $reference }: { $agency } ने समय पर जवाब नहीं दिया. डेस्क अगली अच्छी संस्था ढूँढ रहा है; आपको कुछ नहीं करना.
notice-start = केस { $reference }: { $agency } ने काम शुरू कर दिया है.
notice-progress = केस { $reference }: { $agency } में काम आगे बढ़ा है.
notice-complete = केस { $reference }: { $agency } ने काम पूरा किया. बंद करने से पहले डेस्क आपके साथ नतीजा जाँचेगा.
notice-fail = केस { $reference }: { $agency } काम पूरा नहीं कर पाए. डेस्क दूसरा रास्ता ढूँढ रहा है; आपको कुछ नहीं करना.
notice-decline-nobody = केस { $reference }: { $agency } नहीं ले सकते, और सूची में दूसरी संस्था नहीं है. डेस्क का व्यक्ति दूसरा रास्ता देखेगा.
notice-expire-nobody = केस { $reference }: { $agency } ने समय पर जवाब नहीं दिया, और सूची में दूसरी संस्था नहीं है. डेस्क का व्यक्ति दूसरा रास्ता देखेगा.
notice-fail-nobody = केस { $reference }: { $agency } काम पूरा नहीं कर पाए. अभी किसी दूसरी संस्था से नहीं पूछा जाता; डेस्क का व्यक्ति देखेगा.
notice-recall = केस { $reference }: डेस्क ने इसे { $agency } से वापस ले लिया है. आपका केस खुला है.
notice-bounce = केस { $reference }: हमारा पत्र { $agency } तक नहीं पहुँचा. डेस्क दूसरे तरीके से पहुँचाएगा; आपको कुछ नहीं करना.
notice-resume = केस { $reference } आगे बढ़ता है: डेस्क ने जो पूछा था, वह मिल गया.
notice-your-turn = केस { $reference }: डेस्क पूछता है: { $question }
notice-your-turn-again = केस { $reference }: आगे बढ़ने के लिए डेस्क को अब भी आपका जवाब चाहिए: { $question }
notice-delayed = केस { $reference }: देर हो गई, माफ़ कीजिए. अब दूसरा व्यक्ति देखेगा. नई तारीख़: { $date }.
notice-closed = केस { $reference } बंद हुआ: { $outcome }. सही न हो तो मुझे लिखिए.
