# पेशकश और ज़रूरत: सूची में क्या है, और दो अनजान लोगों का मेल.

button-listing = मेरी पेशकश या ज़रूरत लिखो
listing-which = आपकी पेशकश या ज़रूरत किससे मिलती है, यह मैं औरों से पूछ सकता हूँ. वह क्या है?
listing-offer-technology = मैं तकनीक देता हूँ
listing-seek-technology = मुझे तकनीक चाहिए
listing-seek-partner = मुझे पार्टनर चाहिए
listing-seek-buyer = मुझे खरीदार चाहिए
listing-seek-supplier = मुझे सप्लायर चाहिए
ask-listing-text = एक ही मैसेज में लिखें कि आप क्या देते हैं या क्या चाहिए. नाम और फोन नंबर न लिखें: अनजान लोग भी पढ़ेंगे.
listing-consent =
    जिनकी बात आपसे मिलेगी, वे यह पढ़ सकेंगे: “{ $text }”
    आपका नाम, कारोबार और फोन किसी को तभी मिलेगा जब आप और वह दोनों हाँ कहें. यह { $days } दिन सूची में रहेगा. सूची में डालूँ?
button-listing-yes = हाँ, डालो
button-listing-no = नहीं
listing-open = सूची में डाल दिया. नंबर: { $reference }. कोई मिलेगा तो पहले आपसे पूछूँगा.
listing-paused = रोक दिया. जब तक आप न कहें, किसी से नहीं पूछूँगा.
listing-closed = सूची से हटा दिया.
listing-dropped = ठीक है. सूची में कुछ नहीं डाला.
listing-gone = यह बंद हो चुका है. आप फिर से डाल सकते हैं.
listing-needs-case = पहले केस खोलें, ताकि पता हो कि पेशकश या ज़रूरत किसकी है.
listing-expired = { $reference }: यह { $days } दिन सूची में था, अब हटा दिया है. फिर से डालूँ?
button-listing-pause = रोको
button-listing-resume = फिर चालू करो
button-listing-again = फिर से डालो
button-listing-close = सूची से हटाओ
step-match-looks = आगे: मैं मेल खाने वाला ढूँढता हूँ और पहले आपसे पूछूँगा.

match-proposed =
    { $reference }: { $country ->
        [TH] थाईलैंड
       *[other] भारत
    } में कोई आपसे मेल खा सकता है. { $kind }: “{ $text }”
    क्या दोनों को एक-दूसरे का नाम, कारोबार और फोन दूँ? दोनों की हाँ के बिना कुछ नहीं दिया जाएगा. कृपया { $until } तक जवाब दें.
button-match-yes = हाँ, सहमत हूँ
button-match-no = नहीं
match-waiting = धन्यवाद. दूसरी ओर से भी पूछा है. जवाब आते ही लिखूँगा.
match-agreed = दोनों सहमत हैं. संपर्क अगले मैसेज में आ रहा है.
match-declined = ठीक है. आपका कुछ नहीं दिया गया.
match-over = यह मेल खत्म हो चुका है. इस बटन से आपका कुछ नहीं दिया गया.
match-none = { $reference }: इस मेल से कुछ नहीं बना. आपका कुछ नहीं दिया गया. आप सूची में बने हैं.
match-contact = { $reference }: दोनों सहमत हैं. { $name }, { $enterprise }, फोन { $phone }. उनके पास आपका भी है.
